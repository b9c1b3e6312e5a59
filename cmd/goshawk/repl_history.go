package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// maxHistory is how many queries are kept from one start to the next.
const maxHistory = 2000

// history is what was typed before, a JSON string a line in a file of the user's
// own, for queries may have several lines. A file that cannot be written is no
// reason not to ask: then the history is as old as the prompt.
type history struct {
	file  string
	items []string
}

// historyFile is $GOSHAWK_HISTORY, or a file in the user's cache folder; empty
// is none.
func historyFile() string {
	if file, ok := os.LookupEnv("GOSHAWK_HISTORY"); ok {
		return file
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "goshawk", "history")
}

func openHistory() *history {
	h := &history{file: historyFile()}
	f, err := os.Open(h.file)
	if err != nil {
		return h
	}
	defer f.Close()
	read := 0
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 4<<20)
	for lines.Scan() {
		var item string
		if json.Unmarshal(lines.Bytes(), &item) == nil && item != "" {
			h.items = append(h.items, item)
			read++
		}
	}
	if read > 2*maxHistory {
		h.items = h.items[read-maxHistory:]
		h.rewrite()
	}
	return h
}

// rewrite leaves only the newest in the file.
func (h *history) rewrite() {
	var data []byte
	for _, item := range h.items {
		line, _ := json.Marshal(item)
		data = append(append(data, line...), '\n')
	}
	_ = os.WriteFile(h.file, data, 0o600)
}

// Write adds what was typed, unless it is the same as before.
func (h *history) Write(text string) (int, error) {
	if n := len(h.items); text == "" || n > 0 && h.items[n-1] == text {
		return n, nil
	}
	h.items = append(h.items, text)
	if h.file == "" || os.MkdirAll(filepath.Dir(h.file), 0o700) != nil {
		return len(h.items), nil
	}
	f, err := os.OpenFile(h.file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return len(h.items), nil
	}
	line, _ := json.Marshal(text)
	_, _ = f.Write(append(line, '\n'))
	_ = f.Close()
	return len(h.items), nil
}

// GetLine is what was typed as the i-th, from 0.
func (h *history) GetLine(i int) (string, error) {
	if i < 0 || i >= len(h.items) {
		return "", fmt.Errorf("no line %d in the history", i)
	}
	return h.items[i], nil
}

// Len is how much was typed.
func (h *history) Len() int { return len(h.items) }

// Dump is all of it.
func (h *history) Dump() any { return h.items }
