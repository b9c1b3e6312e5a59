// Package bind holds what the binders of both languages share: the
// environment that names are looked up in, and the bound query.
//
// bind/kql and bind/spl turn a syntax tree into a plan. They are the only
// packages that know a language and the engine: names, types, overloads,
// coercions, defaults and every difference between the languages are settled
// there.
package bind
