package splunk

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestFindTime(t *testing.T) {
	base := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct{ format, text, want string }{
		{"", "2026-03-01T10:11:12.5Z x", "2026-03-01T10:11:12.5Z"},
		{"", "2026-03-01 10:11:12,123 +0200 x", "2026-03-01T08:11:12.123Z"},
		{"", "x [01/Mar/2026:10:11:12 -0500] y", "2026-03-01T15:11:12Z"},
		{"", "03/01/2026 01:11:12 PM", "2026-03-01T13:11:12Z"},
		{"", "03/01/2026 12:11:12 AM", "2026-03-01T00:11:12Z"},
		{"", "Jan  2 10:11:12 host", "2026-01-02T10:11:12Z"},
		{"", "Dec 31 10:11:12 host", "2025-12-31T10:11:12Z"},
		{"", "Sun Mar  1 10:11:12 2026", "2026-03-01T10:11:12Z"},
		{"", "msg=audit(1772359872.123:9)", "2026-03-01T10:11:12.123Z"},
		{"", "t=1772359872123", "2026-03-01T10:11:12.123Z"},
		{"", "id 17723598721 and v10.2.3", ""},
		{"%d.%m.%y %H:%M", "31.12.25 23:59", "2025-12-31T23:59:00Z"},
		{"%Y%j %T", "2026060 10:11:12", "2026-03-01T10:11:12Z"},
		{"%s.%6N", "1772359872.000250", "2026-03-01T10:11:12.00025Z"},
		{"%B %e, %Y %l:%M %p %Z", "March 1, 2026 9:05 pm GMT", "2026-03-01T21:05:00Z"},
		{"%Y-%m-%d", "2026-13-01", ""},
		{"%H:%M:%S", "10:11:12", "2026-01-02T10:11:12Z"},
	} {
		_, err := checkTimeFormat(tt.format)
		require.NoError(t, err)
		rule := TimeRule{format: tt.format, lookahead: 128}
		got, ok := rule.Find([]byte(tt.text), base)
		require.Equal(t, tt.want != "", ok, tt.text)
		if ok {
			require.Equal(t, tt.want, got.Format(time.RFC3339Nano), tt.text)
		}
	}
}
