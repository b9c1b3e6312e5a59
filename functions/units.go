package functions

import (
	"math"
	"strconv"
	"strings"
	"sync"
)

// units: conversions between units of measurement.
func units() []Func {
	quantities := []struct {
		name, scales string
		cases        Cases
	}{
		{"angle", angleUnits, Cases{`convert_angle(1.2, "Degree", "Arcminute")`: `72.0`, `convert_angle(90.0, "Degree", "Tilt")`: `1.0`}},
		{"energy", energyUnits, Cases{`convert_energy(1.2, "Joule", "BritishThermalUnit")`: `0.0011373805443759806`}},
		{"force", forceUnits, Cases{`convert_force(1.2, "Newton", "Decanewton")`: `0.12`}},
		{"length", lengthUnits, Cases{`convert_length(1.2, "Meter", "Foot")`: `3.9370078740157477`, `convert_length(1.2, "Meter", "foot")`: `real(null)`}},
		{"mass", massUnits, Cases{`convert_mass(1.2, "Kilogram", "Pound")`: `2.6455471462185307`}},
		{"speed", speedUnits, Cases{`round(convert_speed(1.2, "MeterPerSecond", "CentimeterPerHour"), 6)`: `432000.0`}},
		{"temperature", temperatureUnits, Cases{`round(convert_temperature(1.2, "Kelvin", "DegreeCelsius"), 6)`: `-271.95`}},
		{"volume", volumeUnits, Cases{`round(convert_volume(1.2, "CubicMeter", "AcreFoot"), 12)`: `0.0009728568`}},
	}
	var all []Func
	for _, q := range quantities {
		all = append(all, Func{
			KQL: "convert_" + q.name, Args: "value from to",
			Doc:   "Converts a value from one unit of " + q.name + " to another; null for an unknown unit.",
			Impl:  Overloads{Map3OK(converter(q.scales))},
			Cases: q.cases,
		})
	}
	return all
}

// unit is a scale over the quantity's base unit: base = value*factor + shift.
type unit struct{ factor, shift float64 }

// converter makes the function between the units of one table, which is read
// on first use.
func converter(scales string) func(x float64, from, to string) (float64, bool) {
	all := sync.OnceValue(func() map[string]unit { return parseUnits(scales) })
	return func(x float64, from, to string) (float64, bool) {
		f, ok := all()[from]
		t, also := all()[to]
		if !ok || !also {
			return 0, false
		}
		if from == to {
			return x, true
		}
		if from == tilt {
			x = math.Asin(x)
		}
		y := (x*f.factor + f.shift - t.shift) / t.factor
		if to == tilt {
			y = math.Sin(y)
		}
		return y, true
	}
}

// tilt is the one unit that is not a scale: the sine of an angle.
const tilt = "Tilt"

// parseUnits reads "Name factor" and "Name factor+shift" entries; a factor may
// be a quotient a/b, so that the shortest numbers can be given.
func parseUnits(scales string) map[string]unit {
	fields := strings.Fields(scales)
	all := make(map[string]unit, len(fields)/2)
	for i := 0; i+1 < len(fields); i += 2 {
		text, shift, _ := strings.Cut(fields[i+1], "|")
		over, under, split := strings.Cut(text, "/")
		u := unit{factor: number(over), shift: number(shift)}
		if split {
			u.factor /= number(under)
		}
		all[fields[i]] = u
	}
	return all
}

func number(s string) float64 {
	if s == "" {
		return 0
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return math.NaN()
	}
	return x
}
