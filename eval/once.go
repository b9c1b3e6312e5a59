package eval

import "sync"

// once computes a value for the first caller and gives it to all.
func once[T any](f func() (T, error)) func() (T, error) {
	return sync.OnceValues(f)
}
