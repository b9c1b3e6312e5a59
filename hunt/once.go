package hunt

import (
	"io"
	"io/fs"
	"sync"
	"sync/atomic"
)

// onceFS opens every file once, however often it is asked for, and keeps its
// beginning, which is looked at before all of it is read. So no byte is read
// twice, whatever the file lies on.
type onceFS struct {
	fsys  fs.FS
	read  atomic.Int64 // bytes read
	total int64        // of the files that will be read

	mu    sync.Mutex
	files map[string]*onceFile
}

// headBytes is how much of a file's beginning is kept.
const headBytes = 128 << 10

// mostOpen is how many files are kept open; further ones are closed once their
// beginning is known, and opened again when the rest is read.
const mostOpen = 200

type onceFile struct {
	fs   *onceFS
	name string
	head []byte
	info fs.FileInfo

	mu   sync.Mutex
	file fs.File // nil while closed
}

// rest is the open file.
func (f *onceFile) rest() (io.ReaderAt, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file == nil {
		file, err := f.fs.fsys.Open(f.name)
		if err != nil {
			return nil, err
		}
		f.file = file
	}
	return f.file.(io.ReaderAt), nil
}

func (f *onceFile) close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file != nil {
		f.file.Close()
		f.file = nil
	}
}

func newOnceFS(fsys fs.FS) *onceFS { return &onceFS{fsys: fsys, files: map[string]*onceFile{}} }

// Stat implements fs.StatFS.
func (o *onceFS) Stat(name string) (fs.FileInfo, error) { return fs.Stat(o.fsys, name) }

// Open implements fs.FS.
func (o *onceFS) Open(name string) (fs.File, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if f := o.files[name]; f != nil {
		return f.handle(), nil
	}
	f, err := o.fsys.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	at, ok := f.(io.ReaderAt)
	if !ok || info.IsDir() {
		return f, nil // to be read in order: it is opened each time
	}
	one := &onceFile{fs: o, name: name, file: f, info: info}
	n := min(info.Size(), headBytes)
	one.head = make([]byte, n)
	got, err := at.ReadAt(one.head, 0)
	o.read.Add(int64(got))
	if err != nil && err != io.EOF {
		f.Close()
		return nil, err
	}
	one.head = one.head[:got]
	if len(o.files) >= mostOpen {
		one.close()
	}
	o.files[name] = one
	return one.handle(), nil
}

// done closes the named files, which are not asked for again, or else are
// opened anew.
func (o *onceFS) done(names []string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, name := range names {
		if f := o.files[name]; f != nil {
			f.close()
			delete(o.files, name)
		}
	}
}

func (f *onceFile) handle() fs.File { return &onceHandle{f: f} }

// onceHandle is one opening of a file; closing it leaves the file open.
type onceHandle struct {
	f      *onceFile
	offset int64
}

// Stat implements fs.File.
func (h *onceHandle) Stat() (fs.FileInfo, error) { return h.f.info, nil }

// Close implements fs.File.
func (h *onceHandle) Close() error { return nil }

// Read implements fs.File.
func (h *onceHandle) Read(p []byte) (int, error) {
	n, err := h.ReadAt(p, h.offset)
	h.offset += int64(n)
	if n > 0 && err == io.EOF {
		err = nil
	}
	return n, err
}

// ReadAt implements io.ReaderAt.
func (h *onceHandle) ReadAt(p []byte, off int64) (int, error) {
	f := h.f
	if off+int64(len(p)) <= int64(len(f.head)) {
		return copy(p, f.head[off:]), nil
	}
	n := 0
	if off < int64(len(f.head)) {
		n = copy(p, f.head[off:])
	}
	at, err := f.rest()
	if err != nil {
		return n, err
	}
	got, err := at.ReadAt(p[n:], off+int64(n))
	f.fs.read.Add(int64(got))
	return n + got, err
}
