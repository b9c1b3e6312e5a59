package functions

import "github.com/goshawk-lang/goshawk/table"

// nearness: around, which is between center-delta and center+delta.
func nearness() []Func {
	return []Func{{
		KQL: "around", Args: "value center delta",
		Doc: "True where value is at most delta away from center.",
		Impl: Overloads{
			Map3(func(x, center table.DateTime, delta table.TimeSpan) bool {
				return isNear(int64(x), int64(center), int64(delta))
			}),
			Map3(func(x, center, delta table.TimeSpan) bool { return isNear(int64(x), int64(center), int64(delta)) }),
			Map3(isNear[int64]),
			Map3(isNear[float64]),
		},
		Cases: Cases{`around(datetime(2021-01-01 01:29), datetime(2021-01-01 01:30), 1m)`: `true`, `around(1, 4, 2)`: `false`, `around(1.0, 1.5, 0.5)`: `true`, `isnull(around(int(null), 1, 1))`: `true`},
	}}
}

func isNear[N int64 | float64](x, center, delta N) bool {
	return x >= center-delta && x <= center+delta
}
