package functions

import "strings"

// textCase: letters to upper and lower case.
func textCase() []Func {
	return []Func{
		{
			KQL: "toupper", SPL: "upper", Args: "text",
			Doc:   "Converts every letter of text to upper case.",
			Impl:  Overloads{Map1(strings.ToUpper)},
			Multi: EachValue,
			Cases: Cases{`toupper("aé9")`: `"AÉ9"`, `toupper("")`: `""`},
		},
		{
			KQL: "tolower", SPL: "lower", Args: "text",
			Doc:   "Converts every letter of text to lower case.",
			Impl:  Overloads{Map1(strings.ToLower)},
			Multi: EachValue,
			Cases: Cases{`tolower("AÉ9")`: `"aé9"`, `tolower("")`: `""`},
		},
	}
}
