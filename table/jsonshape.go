package table

import "strings"

// JSONShape is what JSON texts written by one program have in common: the same
// keys in the same order, the same brackets and blanks, and between them
// strings, numbers and words that differ. A text of a known shape is checked by
// comparing the common pieces in place; a part of it is where it was in the
// text that the shape was learned from.
type JSONShape struct {
	pieces []string
	// holes are what stands behind each piece but the last.
	holes []jsonHole
	// from and to are the bounds of the part that is looked for.
	from, to shapePlace
}

type jsonHole uint8

const (
	holeText   jsonHole = iota // inside of a string
	holeNumber                 // a number
	holeWord                   // true, false or null
)

// shapePlace is a place at a distance from the start of a piece.
type shapePlace struct{ piece, offset int }

const (
	// Longer or richer texts are seldom alike.
	maxShapeText  = 1 << 12
	maxShapeHoles = 64
)

// LearnJSONShape is the shape of valid JSON text and the place of its part
// text[from:to], a value or a list of values; a negative from stands for a part
// that texts of the shape do not have. It is nil where text is too long.
func LearnJSONShape(text string, from, to int) *JSONShape {
	if len(text) > maxShapeText {
		return nil
	}
	s := &JSONShape{from: shapePlace{-1, 0}, to: shapePlace{-1, 0}}
	start := 0 // of the current piece
	place := func(at, end int) shapePlace { return shapePlace{len(s.pieces), min(at, end) - start} }
	// note keeps the bounds that lie in the piece that ends at end.
	note := func(end int) {
		if from >= start && from <= end && s.from.piece < 0 {
			s.from = place(from, end)
		}
		if from >= 0 && to >= start && to <= end && s.to.piece < 0 {
			s.to = place(to, end)
		}
	}
	for i := 0; i < len(text); {
		var hole jsonHole
		end := i
		switch c := text[i]; {
		case c == '"':
			i++
			end = textEnd(text, i)
			if end < 0 {
				return nil
			}
			if isJSONKey(text, end+1) {
				i = end + 1
				continue
			}
			hole = holeText
		case c == '-' || c-'0' < 10:
			hole, end = holeNumber, numberEnd(text, i)
		case c == 't' || c == 'f' || c == 'n':
			hole, end = holeWord, wordEnd(text, i)
		default:
			i++
			continue
		}
		if end < 0 || len(s.holes) == maxShapeHoles {
			return nil
		}
		note(i)
		s.pieces, s.holes = append(s.pieces, text[start:i]), append(s.holes, hole)
		start, i = end, end
		if hole == holeText {
			i++ // the closing quote is the next piece's
		}
	}
	note(len(text))
	s.pieces = append(s.pieces, text[start:])
	if from >= 0 && (s.from.piece < 0 || s.to.piece < 0) {
		return nil
	}
	return s
}

// isJSONKey reports whether a colon is next.
func isJSONKey(s string, i int) bool {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r') {
		i++
	}
	return i < len(s) && s[i] == ':'
}

// wordEnd is the end of the true, false or null that starts at i, or -1.
func wordEnd(s string, i int) int {
	for _, w := range [...]string{"true", "false", "null"} {
		if strings.HasPrefix(s[i:], w) {
			return i + len(w)
		}
	}
	return -1
}

// Find reports whether text is of the shape, and so valid JSON, and the bounds
// of the part looked for; from is negative when the shape has no such part.
func (s *JSONShape) Find(text string) (from, to int, ok bool) {
	from, to = -1, -1
	i := 0
	for k, piece := range s.pieces {
		if len(text)-i < len(piece) || text[i:i+len(piece)] != piece {
			return -1, -1, false
		}
		if k == s.from.piece {
			from = i + s.from.offset
		}
		if k == s.to.piece {
			to = i + s.to.offset
		}
		i += len(piece)
		if k == len(s.holes) {
			break
		}
		switch s.holes[k] {
		case holeText:
			i = textEnd(text, i)
		case holeNumber:
			i = numberEnd(text, i)
		default:
			i = wordEnd(text, i)
		}
		if i < 0 {
			return -1, -1, false
		}
	}
	return from, to, i == len(text)
}
