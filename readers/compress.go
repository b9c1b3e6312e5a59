package readers

import (
	"bufio"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// recognize turns the handle into a stream when head, the first bytes of r,
// are gzip's, zstd's, or the byte order mark of UTF-16. It refuses what is
// known to be no text.
func (h *handle) recognize(head []byte, r io.Reader) error {
	if err := foreign(h.name, head); err != nil {
		return err
	}
	if len(head) < 4 {
		return nil
	}
	magic := head[:4]
	closeFile := h.close
	switch {
	case magic[0] == 0x1f && magic[1] == 0x8b:
		z, err := gzip.NewReader(r)
		if err != nil {
			return errUnreadable(h.name, err)
		}
		h.stream, h.at = z, nil
	case string(magic[:2]) == "\xff\xfe", string(magic[:2]) == "\xfe\xff":
		h.stream, h.at = &utf16Reader{r: bufio.NewReader(r), big: magic[0] == 0xfe}, nil
	case string(magic) == "\x28\xb5\x2f\xfd":
		// One goroutine: a scan that is dropped half-way must leave none behind.
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1))
		if err != nil {
			return errUnreadable(h.name, err)
		}
		h.stream, h.at = z, nil
		h.close = func() error {
			z.Close()
			return closeFile()
		}
	}
	return nil
}
