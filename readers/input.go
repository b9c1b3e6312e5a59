package readers

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"
)

// input is one file of a source; it can be opened any number of times.
type input struct {
	name     string
	open     func() (*handle, error)
	modified time.Time // zero when not known
}

// handle is an open input. Exactly one of at and stream is set.
type handle struct {
	name   string
	at     io.ReaderAt // bytes [0, size), when the file is not compressed
	size   int64
	stream io.Reader
	// modified is zero when not known.
	modified time.Time
	lines    lineIndex
	close    func() error
}

// expand turns a path or glob into files in the order of their names.
func expand(ctx context.Context, pattern string, opts Options) ([]input, error) {
	if pattern == "-" {
		in, err := stdinInput(ctx, opts)
		return []input{in}, err
	}
	if _, err := os.Stat(pattern); err == nil || !strings.ContainsAny(pattern, "*?[") {
		in, err := fileInput(ctx, pattern)
		return []input{in}, err
	}
	names, err := filepath.Glob(pattern)
	if err != nil {
		return nil, errFormat(pattern, "malformed file pattern")
	}
	sort.Strings(names)
	var inputs []input
	for _, name := range names {
		if st, err := os.Stat(name); err == nil && st.IsDir() {
			continue
		}
		in, err := fileInput(ctx, name)
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, in)
	}
	if len(inputs) == 0 {
		return nil, errNoMatch(pattern)
	}
	return inputs, nil
}

// fileInput checks that a file is there and is one. What cannot be read twice
// (a pipe) is taken into memory.
func fileInput(ctx context.Context, name string) (input, error) {
	st, err := os.Stat(name)
	if err != nil {
		return input{}, statError(name, err)
	}
	switch {
	case st.IsDir():
		return input{}, errDirectory(name)
	case !st.Mode().IsRegular():
		f, err := os.Open(name)
		if err != nil {
			return input{}, statError(name, err)
		}
		defer f.Close()
		return spool(ctx, name, f)
	}
	return input{name: name, modified: st.ModTime(), open: func() (*handle, error) {
		f, err := os.Open(name)
		if err != nil {
			return nil, statError(name, err)
		}
		st, err := f.Stat()
		if err != nil {
			f.Close()
			return nil, errUnreadable(name, err)
		}
		return newHandle(name, f, st.Size(), st.ModTime(), f.Close)
	}}, nil
}

func statError(name string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	if errors.Is(err, fs.ErrNotExist) {
		return errNotFound(name, nil)
	}
	return errUnreadable(name, err)
}

func stdinInput(ctx context.Context, opts Options) (input, error) {
	r := opts.Stdin
	if r == nil {
		r = os.Stdin
	}
	return spool(ctx, "stdin", r)
}

// spool reads r to its end so that it can be scanned many times.
func spool(ctx context.Context, name string, r io.Reader) (input, error) {
	var all bytes.Buffer
	for {
		if err := ctx.Err(); err != nil {
			return input{}, err
		}
		_, err := io.CopyN(&all, r, 1<<20)
		if err == io.EOF {
			return memoryInput(name, all.Bytes()), nil
		}
		if err != nil {
			return input{}, errUnreadable(name, err)
		}
	}
}

func memoryInput(name string, data []byte) input {
	return input{name: name, open: func() (*handle, error) {
		return newHandle(name, bytes.NewReader(data), int64(len(data)), time.Time{}, func() error { return nil })
	}}
}

// fsInputs expands a pattern inside a file system.
func fsInputs(fsys fs.FS, pattern string) ([]input, error) {
	names := []string{pattern}
	if _, err := fs.Stat(fsys, pattern); err != nil {
		if !strings.ContainsAny(pattern, "*?[") {
			return nil, statError(pattern, err)
		}
		if names, err = fs.Glob(fsys, pattern); err != nil {
			return nil, errFormat(pattern, "malformed file pattern")
		}
	}
	var inputs []input
	for _, name := range names {
		in := input{name: name, open: func() (*handle, error) { return openFS(fsys, name) }}
		if st, err := fs.Stat(fsys, name); err == nil {
			if st.IsDir() && name == pattern {
				return nil, errDirectory(name)
			}
			if st.IsDir() {
				continue
			}
			in.modified = st.ModTime()
		}
		inputs = append(inputs, in)
	}
	if len(inputs) == 0 {
		return nil, errNoMatch(pattern)
	}
	return inputs, nil
}

func openFS(fsys fs.FS, name string) (*handle, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, statError(name, err)
	}
	if at, isAt := f.(io.ReaderAt); isAt {
		st, err := f.Stat()
		if err != nil {
			f.Close()
			return nil, errUnreadable(name, err)
		}
		return newHandle(name, at, st.Size(), st.ModTime(), f.Close)
	}
	buffered := bufio.NewReaderSize(f, blockBytes)
	magic, _ := buffered.Peek(signatureBytes)
	h := &handle{name: name, stream: buffered, close: f.Close}
	if err := h.recognize(magic, buffered); err != nil {
		f.Close()
		return nil, err
	}
	return h, nil
}

func newHandle(name string, at io.ReaderAt, size int64, modified time.Time, closeFile func() error) (*handle, error) {
	var magic [signatureBytes]byte
	n, err := at.ReadAt(magic[:], 0)
	if err != nil && err != io.EOF {
		closeFile()
		return nil, errUnreadable(name, err)
	}
	h := &handle{name: name, at: at, size: size, modified: modified, close: closeFile}
	if err := h.recognize(magic[:n], io.NewSectionReader(at, 0, size)); err != nil {
		closeFile()
		return nil, err
	}
	return h, nil
}

// head is the first n bytes of the content, without a byte order mark, and
// whether that is all of it.
func (in input) head(n int) ([]byte, bool, error) {
	h, err := in.open()
	if err != nil {
		return nil, false, err
	}
	defer h.close()
	r := h.stream
	if r == nil {
		r = io.NewSectionReader(h.at, 0, h.size)
		n = int(min(int64(n), h.size+1))
	}
	b := make([]byte, n)
	got, whole, err := readUpTo(r, b)
	if err != nil {
		return nil, false, errUnreadable(in.name, err)
	}
	return bytes.TrimPrefix(b[:got], []byte(bom)), whole, nil
}

// readUpTo fills b and tells whether the input ended first. Unlike io.ReadFull
// it keeps a cut off compressed file, which is an error, apart from the end.
func readUpTo(r io.Reader, b []byte) (n int, eof bool, err error) {
	for n < len(b) {
		got, err := r.Read(b[n:])
		n += got
		if err == io.EOF {
			return n, true, nil
		}
		if err != nil {
			return n, false, err
		}
	}
	return n, false, nil
}
