package functions

import (
	"cmp"
	"container/list"
	"slices"

	"github.com/goshawk-lang/goshawk/table"
)

// openTransactions are those that may still get events, found by the values of
// the fields that their events share.
type openTransactions struct {
	// codes are the values of each field by row, noCode for none.
	codes [][]uint32
	// connected says that an event opens a transaction of its own when none has
	// a value of one of its fields; else it joins any that it does not
	// contradict.
	connected bool
	// by finds transactions by a field and its value; all are the open ones by
	// their last event, the oldest first.
	by  map[fieldCode][]*transactionState
	all *list.List
}

type fieldCode struct {
	field int
	code  uint32
}

func newOpenTransactions(by []table.Column, rows int, connected bool) *openTransactions {
	o := &openTransactions{connected: connected, by: map[fieldCode][]*transactionState{}, all: list.New()}
	for _, c := range by {
		codes := newEncoder(c.Type()).encode(make([]uint32, 0, rows), table.Resolve(c))
		for i := range codes {
			if c.Null(i) {
				codes[i] = noCode
			}
		}
		o.codes = append(o.codes, codes)
	}
	return o
}

// orphan reports an event that no transaction can have: there are fields, and
// it has none of them.
func (o *openTransactions) orphan(row int32) bool {
	for _, codes := range o.codes {
		if codes[row] != noCode {
			return false
		}
	}
	return len(o.codes) > 0
}

// of is the open transaction that an event belongs to, or nil.
func (o *openTransactions) of(row int32) *transactionState {
	if len(o.codes) == 0 {
		if last := o.all.Back(); last != nil {
			return last.Value.(*transactionState)
		}
		return nil
	}
	// The field that the fewest transactions share a value of comes first.
	var lists [][]*transactionState
	for f, codes := range o.codes {
		if codes[row] != noCode {
			lists = append(lists, o.by[fieldCode{f, codes[row]}])
		}
	}
	slices.SortStableFunc(lists, func(a, b []*transactionState) int { return cmp.Compare(len(a), len(b)) })
	for _, list := range lists {
		for _, t := range list {
			if o.fits(t, row) {
				return t
			}
		}
	}
	if !o.connected {
		for e := o.all.Back(); e != nil; e = e.Prev() {
			if t := e.Value.(*transactionState); o.fits(t, row) {
				return t
			}
		}
	}
	return nil
}

// fits reports whether no field of the event has another value in the
// transaction.
func (o *openTransactions) fits(t *transactionState, row int32) bool {
	for f, codes := range o.codes {
		if have, code := t.codes[f], codes[row]; have != noCode && code != noCode && have != code {
			return false
		}
	}
	return true
}

func (o *openTransactions) open(t *transactionState) {
	t.codes = slices.Repeat([]uint32{noCode}, len(o.codes))
	t.place = o.all.PushBack(t)
}

// add gives an event's values to its transaction, which is now the one with
// the latest event.
func (o *openTransactions) add(t *transactionState, row int32) {
	for f, codes := range o.codes {
		if code := codes[row]; t.codes[f] == noCode && code != noCode {
			t.codes[f] = code
			o.by[fieldCode{f, code}] = append(o.by[fieldCode{f, code}], t)
		}
	}
	o.all.MoveToBack(t.place)
}

func (o *openTransactions) close(t *transactionState) {
	o.all.Remove(t.place)
	for f, code := range t.codes {
		if code == noCode {
			continue
		}
		key := fieldCode{f, code}
		if left := slices.DeleteFunc(o.by[key], func(u *transactionState) bool { return u == t }); len(left) > 0 {
			o.by[key] = left
		} else {
			delete(o.by, key)
		}
	}
}
