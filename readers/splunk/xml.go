package splunk

import "bytes"

// genericXML makes fields of any XML (KV_MODE=xml): an element's text under
// the path of names, with dots between, and an attribute as path{@name}.
func (x *extraction) genericXML(b []byte) {
	var path []byte
	var starts []int
	for i := 0; i < len(b); {
		at := bytes.IndexByte(b[i:], '<')
		if at < 0 {
			break
		}
		i += at
		end := tagEnd(b, i+1)
		if end < 0 || end == i+1 {
			x.damaged = true
			return
		}
		switch b[i+1] {
		case '?', '!':
			i = end + 1
			continue
		case '/':
			if len(starts) == 0 {
				x.damaged = true
				return
			}
			path, starts = path[:starts[len(starts)-1]], starts[:len(starts)-1]
			i = end + 1
			continue
		}
		nameEnd := i + 1
		for !endsName(b[nameEnd]) {
			nameEnd++
		}
		at = len(path)
		if at > 0 {
			path = append(path, '.')
		}
		path = append(path, b[i+1:nameEnd]...)
		x.xmlAttributes(path, b[nameEnd:end])
		if b[end-1] == '/' {
			path, i = path[:at], end+1
			continue
		}
		starts = append(starts, at)
		i = end + 1
		if stop := bytes.IndexByte(b[i:], '<'); stop > 0 {
			text := bytes.TrimSpace(b[i : i+stop])
			if len(text) > 0 && x.plan.Wants(path) {
				x.append(path, x.plainText(text), PhaseKV)
			}
		}
	}
	x.damaged = x.damaged || len(starts) > 0
}

func (x *extraction) xmlAttributes(path, b []byte) {
	for {
		name, value, rest, ok := nextAttribute(b)
		if !ok {
			return
		}
		x.name = append(append(append(append(x.name[:0], path...), "{@"...), name...), '}')
		if x.plan.Wants(x.name) {
			x.append(x.name, x.plainText(value), PhaseKV)
		}
		b = rest
	}
}
