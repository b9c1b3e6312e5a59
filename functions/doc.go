// Package functions owns every scalar function and operator, aggregate,
// window function and table function of both languages. It imports package
// table only, and knows nothing of query text.
//
// One function is one literal in a theme file: its names in KQL and SPL, a
// one-sentence doc, typed Go implementations whose signatures are read off the
// Go types, its null and multivalue rules, and executable cases:
//
//	{
//		KQL: "toupper", SPL: "upper", Args: "text",
//		Doc:   "Converts every letter of text to upper case.",
//		Impl:  Overloads{Map1(strings.ToUpper)},
//		Multi: EachValue,
//		Cases: Cases{`toupper("aé9")`: `"AÉ9"`},
//	},
//
// A theme is a function returning such literals, listed in catalog.go; nothing
// is built before it is first asked for.
package functions
