package spl

import "maps"

// delimiters are what nomv puts between the values of fields, where a command
// before it says so with its option delim.
type delimiters struct {
	all    string // of every field that of does not name
	hasAll bool
	of     map[string]string
}

// set says what stands between the values of a field.
func (d *delimiters) set(name, between string) {
	if d.between(name) == between {
		return
	}
	if d.of == nil {
		d.of = map[string]string{}
	}
	d.of[name] = between
}

// every is what a command says that makes all fields anew.
func (d *delimiters) every(o options) {
	*d = delimiters{}
	if o.has("delim") {
		d.all, d.hasAll = o.text("delim", " "), true
	}
}

// lines is what nomv puts between values otherwise.
const lines = "\n"

// between is what nomv puts between the values of a field.
func (d *delimiters) between(name string) string {
	if s, ok := d.of[name]; ok {
		return s
	}
	if d.hasAll {
		return d.all
	}
	return lines
}

// rename gives a field's delimiter to its new name.
func (d *delimiters) rename(from, to string) {
	d.set(to, d.between(from))
	delete(d.of, from)
}

func (d delimiters) clone() delimiters {
	d.of = maps.Clone(d.of)
	return d
}
