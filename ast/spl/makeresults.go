package spl

// Makeresults is `makeresults count=3 annotate=t`, or `makeresults 3`.
type Makeresults struct {
	Meta
	Args
}

func (c *Makeresults) print(o *out) {
	o.word("makeresults")
	c.printArgs(o)
}
