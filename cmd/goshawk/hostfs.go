package main

import (
	"io/fs"
	"os"
)

// hostFS is the machine's file system under the names that people type:
// relative to the working directory, with .. and absolute ones too. So the
// names in reports are those of the command line. Other than io/fs asks for,
// it takes names that fs.ValidPath refuses.
type hostFS struct{}

// Open implements fs.FS.
func (hostFS) Open(name string) (fs.File, error) { return os.Open(name) }

// Stat implements fs.StatFS.
func (hostFS) Stat(name string) (fs.FileInfo, error) { return os.Stat(name) }

// ReadDir implements fs.ReadDirFS.
func (hostFS) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }

// ReadFile implements fs.ReadFileFS.
func (hostFS) ReadFile(name string) ([]byte, error) { return os.ReadFile(name) }
