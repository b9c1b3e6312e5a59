package functions

import "fmt"

// Errors that functions report. Their texts stand here together.

func errRegex(pattern string, err error) error {
	return fmt.Errorf("invalid regular expression %q: %w", pattern, err)
}

func errArgument(function, argument, want string) error {
	return fmt.Errorf("%s: %s must be %s", function, argument, want)
}
