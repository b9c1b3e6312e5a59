package spl

// Transaction is `transaction f maxspan=5m startswith=(expr)`.
type Transaction struct {
	Meta
	Args
}

func (c *Transaction) print(o *out) {
	o.word("transaction")
	c.printArgs(o)
}
