package functions

import "fmt"

// Errors that functions report. Their texts stand here together.

func errRegex(pattern string, err error) error {
	return fmt.Errorf("invalid regular expression %q: %w", pattern, err)
}

func errArgument(function, argument, want string) error {
	return fmt.Errorf("%s: %s must be %s", function, argument, want)
}

func errColumn(function, name string) error {
	return fmt.Errorf("%s: there is no column %q", function, name)
}

func errTooMany(function, what string, most int) error {
	return fmt.Errorf("%s: more than %d %s", function, most, what)
}

func errConflict(function, name string) error {
	return fmt.Errorf("%s: a column called %q exists already", function, name)
}

func errNotConstant(what string) error {
	return fmt.Errorf("%s must be a constant", what)
}

func errUnknown(what, name string) error {
	return fmt.Errorf("unknown %s %q", what, name)
}

func errFormat(format, part string) error {
	return fmt.Errorf("format %q: %q is neither a specifier nor a delimiter", format, part)
}
