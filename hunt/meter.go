package hunt

import (
	"sync"
	"sync/atomic"
	"time"
)

// Progress says how far a hunt is.
type Progress struct {
	// Bytes of Total bytes of the files are read, as they lie on disk; Rows is
	// how many rows that were. Rules of AllRules have run.
	Bytes, Total, Rows int64
	Rules, AllRules    int
	// Left is about how long reading will still take; 0 while unknown.
	Left time.Duration
	// Doing is the table that is read, or the rule that has run.
	Doing string
}

// meter counts what a hunt does.
type meter struct {
	rows  atomic.Int64
	files *onceFS
	start time.Time
	tell  func(Progress)

	mu       sync.Mutex
	doing    string
	rules    int
	allRules int
}

func (m *meter) set(doing string) {
	m.mu.Lock()
	m.doing = doing
	m.mu.Unlock()
	m.tick()
}

// tick tells the progress.
func (m *meter) tick() {
	if m.tell == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	p := Progress{Bytes: m.files.read.Load(), Total: m.files.total, Rows: m.rows.Load(), Rules: m.rules, AllRules: m.allRules, Doing: m.doing}
	if spent := time.Since(m.start); p.Bytes > 0 && p.Bytes < p.Total && spent > time.Second {
		p.Left = time.Duration(float64(spent) * float64(p.Total-p.Bytes) / float64(p.Bytes))
	}
	m.tell(p)
}

// ran counts a rule that has run over what was kept for it.
func (m *meter) ran(rule string) {
	m.mu.Lock()
	m.rules++
	m.mu.Unlock()
	m.set(rule)
}
