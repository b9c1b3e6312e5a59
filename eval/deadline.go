package eval

import (
	"context"
	"time"
)

// withDuration is a context that is done when a run has taken too long, or when
// cancel is called.
func withDuration(ctx context.Context, l Limits) (context.Context, context.CancelFunc) {
	switch {
	case l.Duration <= 0:
		return context.WithCancel(ctx)
	case l.Waited == nil:
		return context.WithTimeoutCause(ctx, l.Duration, errTooLong(l.Duration))
	}
	ctx, stop := context.WithCancelCause(ctx)
	start := time.Now()
	go func() {
		for left := l.Duration; left > 0; left = l.Duration - (time.Since(start) - l.Waited()) {
			select {
			case <-ctx.Done():
				return
			case <-time.After(left):
			}
		}
		stop(errTooLong(l.Duration))
	}()
	return ctx, func() { stop(nil) }
}
