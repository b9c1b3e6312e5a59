package functions

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/goshawk-lang/goshawk/table"
)

// near compares JSON values, numbers with a tolerance.
func near(t *testing.T, want, got table.Value, tolerance float64, where string) {
	t.Helper()
	if want.Kind() == table.KindArray {
		require.Len(t, got.Array(), len(want.Array()), where)
		for i, w := range want.Array() {
			near(t, w, got.Array()[i], tolerance, where)
		}
		return
	}
	if isNumber(want) {
		require.InDelta(t, realOf(want), realOf(got), tolerance*(1+math.Abs(realOf(want))), where)
		return
	}
	require.Zero(t, OrderValues(want, got), where)
}

func parse(t *testing.T, text string) table.Value {
	t.Helper()
	v, err := table.ParseJSON(text)
	require.NoError(t, err)
	return v
}

const traffic = `[80,139,87,110,68,54,50,51,53,133,86,141,97,156,94,149,95,140,77,61,50,54,47,133,72,152,94,148,105,162,101,160,87,63,53,55,54,151,103,189,108,183,113,175,113,178,90,71,62,62,65,165,109,181,115,182,121,178,114,170]`

func TestSeries(t *testing.T) {
	num := func(x float64) table.Column { return k(table.RealValue(x), 1) }
	long := func(n int64) table.Column { return k(table.LongValue(n), 1) }
	two := []table.Column{dyn("[1,2,4]"), dyn("[4,2,1]")}
	for _, c := range []struct {
		name string
		args []table.Column
		want string
	}{
		{"series_subtract", two, `[-3,0,3]`},
		{"series_divide", two, `[0.25,1,4]`},
		{"series_add", []table.Column{dyn("[1,2,null]"), dyn("[4,2,1,5]")}, `[5,4,null,null]`},
		{"series_multiply", []table.Column{long(3), dyn("[1,2.5]")}, `[3,7.5]`},
		{"series_equals", two, `[false,true,false]`},
		{"series_greater_equals", two, `[false,true,true]`},
		{"series_less", two, `[true,false,false]`},
		{"series_acos", []table.Column{dyn("[-1,0,1]")}, `[3.141592653589793,1.5707963267948966,0.0]`},
		{"series_ceiling", []table.Column{dyn("[-1.5,1,2.5]")}, `[-1.0,1.0,3.0]`},
		{"series_dot_product", two, `12.0`},
		{"series_dot_product", []table.Column{dyn("[3,6,12]"), long(3)}, `63.0`},
		{"series_cosine_similarity", []table.Column{dyn("[0.1,0.2,0.1,0.2]"), dyn("[1,2,3,4]")}, `0.9237604307034012`},
		{"series_magnitude", []table.Column{dyn("[1,2,3,4]")}, `5.477225575051661`},
		{"series_fill_backward", []table.Column{dyn("[111,null,36,41,null,null,16,61,33,null,null]")}, `[111,36,36,41,16,16,16,61,33,null,null]`},
		{"series_fill_forward", []table.Column{dyn("[null,null,36,41,null,null,16,61,33,null,null]")}, `[null,null,36,41,41,41,16,61,33,33,33]`},
		{"series_fill_linear", []table.Column{dyn("[null,1,null,2.0,null]")}, `[1,1,1.5,2,2]`},
		{"series_fill_linear", []table.Column{dyn("[null,111,null,36,41,null,null,16,61,33,null]")}, `[111,111,73,36,41,32,24,16,61,33,33]`},
		{"series_fill_const", []table.Column{dyn("[-1,null,3]"), long(7), long(-1)}, `[7,null,3]`},
		{"series_iir", []table.Column{dyn("[1,2,3,4]"), dyn("[1]"), dyn("[1,-1]")}, `[1,3,6,10]`},
		{"series_fir", []table.Column{dyn("[1,2,3,4]"), dyn("[1,1,1]"), k(table.BoolValue(false), 1), k(table.BoolValue(true), 1)}, `[3,6,9,7]`},
		{"series_stats", []table.Column{dyn("[23,46,23,87,4,8,3,75,2,56,13,75,32,16,29]")}, `[2.0,8,87.0,3,32.8,28.50363385354827,812.4571428571429]`},
		{"series_fit_line", []table.Column{dyn("[2,5,6,8,11,15,17,18,25,26,30,30]")}, `[0.982900730884447,2.730769230769231,98.62878787878789,1.686480186480187,-1.6666666666666716,
			[1.0641025641025592,3.7948717948717903,6.525641025641022,9.256410256410252,11.987179487179482,14.717948717948715,17.448717948717945,20.179487179487175,22.910256410256405,25.641025641025635,28.371794871794865,31.102564102564095]]`},
		{"series_fit_poly", []table.Column{dyn("[1,2,5,10,17]"), dyn("[0,1,2,3,4]"), long(2)}, `[1,[1,0,1],43.5,0,[1,2,5,10,17]]`},
		{"series_fft", []table.Column{dyn("[1,2,3]")}, `[[6,-1.5,-1.5],[0,0.8660254037844386,-0.8660254037844386]]`},
		{"series_ifft", []table.Column{dyn("[6,-1.5,-1.5]"), dyn("[0,0.8660254037844386,-0.8660254037844386]")}, `[[1,2,3],[0,0,0]]`},
		{"series_periods_detect", []table.Column{dyn(traffic), num(0), num(50), long(2)}, `[[14.0,0.0],[0.8405558794091443,0.0]]`},
		{"series_periods_validate", []table.Column{dyn(traffic), num(14), num(10)}, `[[14.0,10.0],[0.8405558794091444,0.0]]`},
		{"series_decompose", []table.Column{dyn("[1,2,3,4,5]"), num(0), k(table.StringValue("linefit"), 1)}, `[[1,2,3,4,5],[0,0,0,0,0],[1,2,3,4,5],[0,0,0,0,0]]`},
		{"series_decompose_forecast", []table.Column{dyn("[1,2,3,0,0]"), long(2)}, `[[1,2,3,4,5],[0,0,0,0,0],[1,2,3,4,5],[0,0,0,-4,-5]]`},
		{"series_outliers", []table.Column{dyn("[1,1,2,2,3,3,4,4,5,9]"), k(table.StringValue("tukey"), 1)}, `[-0.5,-0.5,0,0,0,0,0,0,0.5,2.5]`},
	} {
		if c.name == "series_outliers" {
			got := callKernel(t, c.name, c.args...).Value(0).Array()
			require.Greater(t, realOf(got[9]), 1.5)
			require.Zero(t, realOf(got[4]))
			continue
		}
		near(t, parse(t, c.want), callKernel(t, c.name, c.args...).Value(0), 1e-9, c.name)
	}
}

func TestSeriesBagsNestSides(t *testing.T) {
	y := dyn("[1,2.2,2.5,4.7,5.0,12,10.3,10.3,9,8.3,6.2]")
	two := callKernel(t, "series_fit_2lines_dynamic", y).Value(0).Bag()
	fit, _ := two.Get("line_fit")
	require.InDelta(t, 0.979999999999999, realOf(fit.Array()[0]), 1e-9)
	require.InDelta(t, 2.029999999999999, realOf(fit.Array()[1]), 1e-9)
	left, ok := two.Get("left")
	require.True(t, ok)
	slope, _ := left.Bag().Get("slope")
	require.InDelta(t, 1.05, realOf(slope), 1e-9)
	split, _ := two.Get("split_idx")
	require.Equal(t, int64(5), split.Int())
	require.Len(t, callKernel(t, "series_fit_2lines", y).Value(0).Array(), 15)
}

func TestNullSeries(t *testing.T) {
	for _, name := range []string{"series_abs", "series_stats", "series_fill_forward", "series_sum", "series_decompose"} {
		require.True(t, callKernel(t, name, dyn("null")).Null(0), name)
		require.NotPanics(t, func() { callKernel(t, name, dyn("[]")) }, name)
		require.NotPanics(t, func() { callKernel(t, name, dyn(`["a",null]`)) }, name)
	}
}
