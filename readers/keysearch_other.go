//go:build !amd64

package readers

func findKeyHead(_ []byte, i int, _ *keyTables) (at int, found bool) { return i, false }
