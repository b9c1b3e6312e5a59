// Package useragent owns parse_user_agent: the patterns of ua-parser's
// uap-core, which Kusto uses too, and how they are tried. They are unpacked
// when the function is first called, and each is compiled when it is first
// tried. The package imports functions and table, and puts its function into
// the catalogs when a program imports it:
//
//	import _ "github.com/goshawk-lang/goshawk/functions/useragent"
package useragent
