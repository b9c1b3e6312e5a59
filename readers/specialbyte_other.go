//go:build !amd64

package readers

func findSpecial(_ []byte, i int) (at int, found bool) { return i, false }
