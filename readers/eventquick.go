package readers

import "slices"

// The quick path makes events of JSON records that are fields and nothing
// else: no _raw, no envelope, no metadata of their own, and a source type
// whose rules do not look at the text. Nested objects are walked on learned
// paths too, so that a field such as Folder.Path is found like one of the
// outermost object.

// target is a key of a record, at any depth, that matters.
type target struct {
	path  []byte
	times []int // which of the plan's time fields it is
	meta  bool  // of several values only the first counts
	// inner finds what is inside an object under this key, elements what is
	// inside the objects of an array; nil when nothing there is wanted.
	inner, elements *shapes
	// field collects the values; it is looked up once in each batch.
	field *eventField
	batch int
	// bound says which values records are left out for; nil when none. Among are
	// the shapes that have the key.
	bound *bound
	among *shapes
	// slow marks keys whose records are left to the general path.
	slow bool
}

// leaf is a value found for a target.
type leaf struct {
	target     *target
	start, end int
	kind       kind
}

// maxQuickDepth bounds nesting on the quick path.
const maxQuickDepth = 32

// patience is how many records in a row may turn out not to be plain before
// the quick path is no longer tried.
const patience = 8

// quickShapes are the shapes of objects at a path, which ends in a dot unless
// it is empty.
func (d *eventDecoder) quickShapes(path string) *shapes {
	var s *shapes
	s = newShapes(0, func(key []byte) int {
		t := &target{path: append([]byte(path), key...), among: s}
		if path == "" {
			t.slow = slices.Contains(slowKeys, string(t.path))
			d.own |= ownField(string(key)) &^ ownUnknown
		}
		t.meta = isMetadata(t.path)
		wanted := d.plan.all || d.plan.wanted[string(t.path)]
		if d.time != nil {
			for i, name := range d.plan.times {
				if name == string(t.path) {
					t.times = append(t.times, i)
				}
			}
		}
		descend := d.plan.descend(t.path)
		t.bound = d.bound(string(t.path))
		if !wanted && !descend && t.times == nil && !t.slow && t.bound == nil {
			return -1
		}
		if descend {
			t.inner = d.quickShapes(string(t.path) + ".")
			if list := string(t.path) + "{}"; d.plan.descend([]byte(list)) {
				t.elements = d.quickShapes(list + ".")
			}
		}
		d.targets = append(d.targets, t)
		return len(d.targets) - 1
	})
	s.apart = func(column int) bool { return d.targets[column].slow }
	s.decides = func(column int) bool {
		b := d.targets[column].bound
		return b != nil && !b.off
	}
	return s
}

// slowKeys are those of the outermost object that make its record more than a
// set of fields.
var slowKeys = []string{fieldRaw, fieldSource, fieldSourcetype, fieldHost, "result"}

// quick makes an event of a record if it can.
func (d *eventDecoder) quick(text []byte, line int64) (done bool, err error) {
	if d.patience == 0 || len(text) < 2 || text[0] != '{' {
		return false, nil
	}
	if len(d.targets) > maxShapeNodes {
		d.patience, d.plainly, d.targets = 0, nil, nil
		return false, nil
	}
	if d.quickKind == nil {
		d.members = d.members[:0]
		d.choose(text, nil)
		if d.kind.HasRules() || d.time != nil && d.kind.Props().Time.Given() {
			d.patience = 0
			return false, nil
		}
		d.quickKind = d.kind
	}
	d.leaves = d.leaves[:0]
	d.looked++
	end := d.walk(d.plainly, text, 0, 0)
	if end != len(text) && end != isLeftOut {
		d.patience--
		return false, nil
	}
	d.patience = patience
	if end == isLeftOut {
		return true, nil
	}
	d.use(d.quickKind)
	for i := range d.leaves {
		d.emitLeaf(text, &d.leaves[i])
	}
	return true, d.end(text, line)
}

// isLeftOut is what walk returns for a record that a bound leaves out.
const isLeftOut = -2

// walk notes the leaves of the object at b[i] and returns its end, -1 when
// it looks unusual, or isLeftOut.
func (d *eventDecoder) walk(s *shapes, b []byte, i, depth int) int {
	if depth > maxQuickDepth {
		return -1
	}
	for node := &s.start; ; {
		run, passed := s.runBehind(node), 0
		node, i, passed = s.pass(node, run, len(run.keys), b, i)
		for _, k := range run.wantedAmong(passed) {
			start, end, of, ok := s.passedValue(b, k)
			if !ok {
				return -1
			}
			t := d.targets[run.nodes[k].column]
			d.leaves = append(d.leaves, leaf{t, start, end, of})
			if t.bound != nil && d.leavesOut(b, i) {
				return isLeftOut
			}
		}
		next := node.next[0]
		if next == nil || !hasAt(b, i, next.text) {
			var end int
			if next, end = s.turn(node, b, i); next == nil {
				return end
			}
		}
		node = next
		if i += len(node.text); i >= len(b) {
			return -1
		}
		node.meet(b[i])
		if node.column < 0 {
			if i = node.skip(b, i, 0); i < 0 {
				return -1
			}
			continue
		}
		t := d.targets[node.column]
		if t.slow {
			return -1
		}
		if b[i] == '{' && t.inner != nil {
			if i = d.walk(t.inner, b, i, depth+1); i < 0 {
				return i
			}
			continue
		}
		if b[i] == '[' && t.elements != nil {
			if end := d.walkObjects(t.elements, b, i, depth+1); end > 0 {
				i = end
				continue
			}
		}
		end, k := scanValue(b, i)
		if end < 0 {
			return -1
		}
		f := leaf{t, i, end, k}
		if k == kString || k == kEscaped {
			f.start, f.end = i+1, end-1
		}
		d.leaves = append(d.leaves, f)
		if i = end; t.bound != nil && d.leavesOut(b, i) {
			return isLeftOut
		}
	}
}

// walkObjects is walk for the objects of the array at b[i]; it notes nothing when
// the array looks unusual.
func (d *eventDecoder) walkObjects(s *shapes, b []byte, i, depth int) int {
	known := len(d.leaves)
	end := eachObject(b, i, func(i int) int { return d.walk(s, b, i, depth) })
	if end < 0 {
		d.leaves = d.leaves[:known]
	}
	return end
}

// emitLeaf adds a value to its field in the current event.
func (d *eventDecoder) emitLeaf(b []byte, l *leaf) {
	t := l.target
	switch l.kind {
	case kNull:
		return
	case kNested:
		d.value(b, member{t.path, l.start, l.end, l.kind}, append(d.path[:0], t.path...))
		return
	}
	raw := b[l.start:l.end]
	for _, i := range t.times {
		if d.times[i].kind == kAbsent {
			d.times[i] = timeValue{raw, l.kind}
		}
	}
	if t.batch != d.batches {
		t.field, t.batch = d.field(t.path), d.batches
	}
	f := t.field
	if f == nil || t.meta && f.has(d.n) {
		return
	}
	if l.kind == kEscaped {
		d.scratch = appendUnescaped(d.scratch[:0], raw)
		raw = d.scratch
	}
	if !f.has(d.n) {
		f.phase = d.phase
	}
	f.add(d.n, raw)
}
