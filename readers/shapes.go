package readers

// shapes is the learned path; see below.
type shapes struct{}

func newShapes(*jsonPlan) *shapes { return nil }

func (s *shapes) record(d *jsonDecoder, b []byte) bool { return false }
