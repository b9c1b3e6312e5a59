package eval

import (
	"github.com/goshawk-lang/goshawk/plan"
	"github.com/goshawk-lang/goshawk/table"
)

// limit stops pulling, and so reading, once it has its rows.
func (r *run) limit(n *plan.Limit) (*pipe, error) {
	p, err := r.build(n.Input)
	if err != nil {
		return nil, err
	}
	if n.Last {
		return r.fromBatch(func() (*table.Batch, error) {
			all, err := r.collect(p)
			if err != nil {
				return nil, err
			}
			return lastRows(table.ConcatBatches(n.Input.Shape().Schema, all), n.N), nil
		}), nil
	}
	if n.Bytes > 0 {
		return fromStream(func() (stream[*table.Batch], error) {
			return &weighed{in: r.stream(p), left: n.Bytes, told: n.Told, warn: r.warn}, nil
		}), nil
	}
	return fromStream(func() (stream[*table.Batch], error) {
		return &limited{in: r.stream(p), skip: n.Offset, left: n.N, told: n.Told, warn: r.warn}, nil
	}), nil
}

// lastRows are the last n rows, the last one first.
func lastRows(b *table.Batch, n int64) *table.Batch {
	count := int(min(n, int64(b.Len())))
	rows := make([]int32, count)
	for i := range rows {
		rows[i] = int32(b.Len() - 1 - i)
	}
	return b.View(rows)
}

type limited struct {
	in         stream[*table.Batch]
	skip, left int64
	told       string // the warning when rows are left out
	warn       func(string)
}

func (s *limited) next() (*table.Batch, error) {
	for s.left > 0 {
		b, err := s.in.next()
		if b == nil || err != nil {
			return nil, err
		}
		n := int64(b.Len())
		if s.skip >= n {
			s.skip -= n
			continue
		}
		from := s.skip
		s.skip = 0
		to := min(n, from+s.left)
		s.left -= to - from
		if to < n && s.told != "" {
			s.warn(s.told)
			s.told = ""
		}
		return b.Slice(int(from), int(to)), nil
	}
	if s.told != "" {
		b, err := s.in.next()
		if err != nil {
			return nil, err
		}
		if b != nil {
			s.warn(s.told)
		}
		s.told = ""
	}
	s.in.close()
	return nil, nil
}

func (s *limited) close() { s.in.close() }

// weighed gives rows until their values take too many bytes.
type weighed struct {
	in   stream[*table.Batch]
	left int64
	over bool
	told string
	warn func(string)
}

func (s *weighed) next() (*table.Batch, error) {
	if s.over {
		return nil, nil
	}
	b, err := s.in.next()
	if b == nil || err != nil {
		return nil, err
	}
	for i := range b.Len() {
		for _, c := range b.Cols() {
			s.left -= weight(c.Value(i))
		}
		if s.left < 0 {
			s.over = true
			s.warn(s.told)
			s.in.close()
			return b.Slice(0, i), nil
		}
	}
	return b, nil
}

func (s *weighed) close() { s.in.close() }

// weight is what a value takes, as plan.Limit counts it.
func weight(v table.Value) int64 {
	switch v.Kind() {
	case table.KindNull:
		return 0
	case table.KindString:
		return int64(len(v.Str()))
	case table.KindArray:
		sum := int64(0)
		for _, e := range v.Array() {
			sum += weight(e)
		}
		return sum
	}
	return 8
}
