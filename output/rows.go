package output

import (
	"bufio"
	"iter"
	"math"
	"runtime"
	"strconv"
	"sync"

	"github.com/goshawk-lang/goshawk/table"
)

// pieceRows is how many rows one goroutine encodes at a time.
const pieceRows = 2048

// piece is a stretch of a batch's rows on its way to the writer.
type piece struct {
	rows *rowEncoder
	from int
	to   int
	text []byte
	done chan struct{}
}

// jsonFrame is the text around the rows of a result.
type jsonFrame struct{ open, between, end, empty string }

// writeJSON writes rows as JSON objects in their order. A long result is
// encoded by as many goroutines as there are processors, while the caller's
// takes batches and writes what is ready. What was printed stays well-formed
// even when the run failed midway.
func writeJSON(w *bufio.Writer, batches iter.Seq2[*table.Batch, error], f jsonFrame) (rows int64, err error) {
	o := &ordered{w: w, frame: f}
	defer o.stop()
	for b, e := range batches {
		if e != nil {
			err = e
			break
		}
		if e := o.add(b); e != nil {
			return o.rows, e
		}
	}
	if e := o.flush(0); e != nil {
		return o.rows, e
	}
	end := f.end
	if o.rows == 0 {
		end = f.empty
	}
	if _, e := w.WriteString(end); err == nil {
		err = e
	}
	return o.rows, err
}

// ordered encodes pieces on several goroutines and writes them in order.
type ordered struct {
	w       *bufio.Writer
	frame   jsonFrame
	rows    int64
	work    chan *piece
	pending []*piece // handed out, the oldest first
	spare   [][]byte
	wait    sync.WaitGroup
}

// add encodes a batch. The first rows of a result are encoded at once: most
// results have few.
func (o *ordered) add(b *table.Batch) error {
	enc := &rowEncoder{batch: b, frame: &o.frame}
	for from := 0; from < b.Len(); from += pieceRows {
		p := &piece{rows: enc, from: from, to: min(from+pieceRows, b.Len())}
		if n := len(o.spare); n > 0 {
			p.text, o.spare = o.spare[n-1][:0], o.spare[:n-1]
		}
		if o.work == nil && o.rows < pieceRows || runtime.GOMAXPROCS(0) < 2 {
			p.encode()
			if err := o.write(p); err != nil {
				return err
			}
			continue
		}
		o.start()
		p.done = make(chan struct{})
		o.work <- p
		o.pending = append(o.pending, p)
		if err := o.flush(2 * runtime.GOMAXPROCS(0)); err != nil {
			return err
		}
	}
	return nil
}

func (o *ordered) start() {
	if o.work != nil {
		return
	}
	o.work = make(chan *piece, 2*runtime.GOMAXPROCS(0)+1)
	for range runtime.GOMAXPROCS(0) {
		o.wait.Add(1)
		go func() {
			defer o.wait.Done()
			for p := range o.work {
				p.encode()
				close(p.done)
			}
		}()
	}
}

// flush writes the oldest pieces until no more than left are pending.
func (o *ordered) flush(left int) error {
	for len(o.pending) > left {
		p := o.pending[0]
		o.pending = o.pending[1:]
		<-p.done
		if err := o.write(p); err != nil {
			return err
		}
	}
	return nil
}

// write writes a piece whose rows all begin with what stands between two.
func (o *ordered) write(p *piece) error {
	text := p.text
	if o.rows == 0 {
		text = text[len(o.frame.between):]
		if _, err := o.w.WriteString(o.frame.open); err != nil {
			return err
		}
	}
	o.rows += int64(p.to - p.from)
	_, err := o.w.Write(text)
	o.spare = append(o.spare, p.text)
	return err
}

func (o *ordered) stop() {
	if o.work != nil {
		close(o.work)
		o.wait.Wait()
	}
}

func (p *piece) encode() {
	p.text = p.rows.append(p.text[:0], p.from, p.to)
}

// rowEncoder writes rows of a batch as JSON objects, column by column prepared
// once. It may be used by several goroutines.
type rowEncoder struct {
	batch *table.Batch
	frame *jsonFrame
	once  sync.Once
	cells []cellEncoder
}

// cellEncoder is what stands before a column's values and how they are written.
type cellEncoder struct {
	before string
	value  func(dst []byte, i int) []byte
	texts  []string // of a column of texts
}

// fetchRows is how many rows are fetched before they are written.
const fetchRows = 32

func (e *rowEncoder) append(dst []byte, from, to int) []byte {
	e.once.Do(e.prepare)
	for i := from; i < to; i++ {
		if (i-from)%fetchRows == 0 {
			e.fetch(i, min(i+fetchRows, to))
		}
		dst = append(dst, e.frame.between...)
		dst = append(dst, '{')
		for k := range e.cells {
			c := &e.cells[k]
			dst = append(dst, c.before...)
			dst = c.value(dst, i)
		}
		dst = append(dst, '}')
	}
	return dst
}

// fetch has the texts of some rows brought near.
func (e *rowEncoder) fetch(from, to int) {
	for k := range e.cells {
		if texts := e.cells[k].texts; texts != nil {
			table.Fetch(texts[from:to])
		}
	}
}

func (e *rowEncoder) prepare() {
	e.cells = make([]cellEncoder, e.batch.Schema().Len())
	for k, f := range e.batch.Schema().Fields() {
		before := table.AppendJSONString(nil, f.Name)
		if k > 0 {
			before = append([]byte{','}, before...)
		}
		c := table.Resolve(e.batch.Col(k))
		e.cells[k] = cellEncoder{before: string(append(before, ':')), value: cellsOf(c)}
		if v, ok := c.(*table.Vec[string]); ok {
			e.cells[k].texts = v.Vals()
		}
	}
}

// cellsOf writes the cells of a column as AppendCell does, without a detour
// over boxed values for the forms that long results mostly have.
func cellsOf(c table.Column) func(dst []byte, i int) []byte {
	switch c := c.(type) {
	case *table.Vec[string]:
		return vecCells(c, table.AppendJSONString)
	case *table.Dict:
		entries, codes := vecCells(c.Entries(), table.AppendJSONString), c.Codes()
		return func(dst []byte, i int) []byte { return entries(dst, int(codes[i])) }
	case *table.Vec[int64]:
		return vecCells(c, func(dst []byte, n int64) []byte { return strconv.AppendInt(dst, n, 10) })
	case *table.Vec[table.DateTime]:
		return vecCells(c, func(dst []byte, t table.DateTime) []byte {
			return append(t.AppendShort(append(dst, '"')), '"')
		})
	case *table.Vec[float64]:
		return vecCells(c, func(dst []byte, f float64) []byte {
			if math.IsNaN(f) || math.IsInf(f, 0) {
				return table.AppendJSON(dst, table.RealValue(f))
			}
			return table.AppendReal(dst, f)
		})
	default:
		return func(dst []byte, i int) []byte { return AppendCell(dst, c, i) }
	}
}

func vecCells[T table.Element](c *table.Vec[T], value func(dst []byte, v T) []byte) func(dst []byte, i int) []byte {
	vals, nulls := c.Vals(), c.Nulls()
	if nulls == nil {
		return func(dst []byte, i int) []byte { return value(dst, vals[i]) }
	}
	return func(dst []byte, i int) []byte {
		if nulls[i] {
			return append(dst, "null"...)
		}
		return value(dst, vals[i])
	}
}
