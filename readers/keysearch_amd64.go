package readers

// findKeyHead is where a text from b[i] on first looks like the beginning of
// a key. Found is false, and at how far it came, where too little of b's
// capacity is left to go on; at is len(b) or more when there is none.
//
//go:noescape
func findKeyHead(b []byte, i int, tables *keyTables) (at int, found bool)
