package functions

// The scales of the units of measurement, over the first unit of each table.
// Where a unit has been defined in more than one way the number is the one of
// the unit library of the service (its foot of volume and its mile are rounded).
const (
	angleUnits = `Radian 1 Degree 0.017453292519943295 Tilt 1
		Arcminute 0.017453292519943295/60 Arcsecond 0.017453292519943295/3600
		Centiradian 1e-2 Deciradian 1e-1 Milliradian 1e-3 Microradian 1e-6 Nanoradian 1e-9
		Gradian 0.015707963267948967 NatoMil 0.0009817477042468104 Revolution 6.283185307179586
		Millidegree 1.7453292519943295e-5 Microdegree 1.7453292519943295e-8 Nanodegree 1.7453292519943295e-11`

	energyUnits = `Joule 1 Millijoule 1e-3 Kilojoule 1e3 Megajoule 1e6 Gigajoule 1e9
		Calorie 4.184 Kilocalorie 4184 Megacalorie 4.184e6 Erg 1e-7 FootPound 1.355817948
		BritishThermalUnit 1055.05585262 KilobritishThermalUnit 1055055.85262
		MegabritishThermalUnit 1055055852.62 GigabritishThermalUnit 1055055852620
		DecathermEc 1.05505585262e9 DecathermImperial 1.05505585257348e9 DecathermUs 1.054804e9
		ThermEc 1.05505585262e8 ThermImperial 1.05505585257348e8 ThermUs 1.054804e8
		ElectronVolt 1.602176565e-19 KiloelectronVolt 1.602176565e-16 MegaelectronVolt 1.602176565e-13
		GigaelectronVolt 1.602176565e-10 TeraelectronVolt 1.602176565e-7 HorsepowerHour 2.6845195377e6
		WattHour 3600 KilowattHour 3.6e6 MegawattHour 3.6e9 GigawattHour 3.6e12 TerawattHour 3.6e15
		WattDay 86400 KilowattDay 8.64e7 MegawattDay 8.64e10 GigawattDay 8.64e13 TerawattDay 8.64e16`

	forceUnits = `Newton 1 Micronewton 1e-6 Millinewton 1e-3 Decanewton 10 Kilonewton 1e3 Meganewton 1e6
		Dyn 1e-5 KilogramForce 9.80665 KiloPond 9.80665 TonneForce 9806.65 OunceForce 0.2780138509537812
		Poundal 0.138254954376 PoundForce 4.4482216152605 KilopoundForce 4448.2216152605 ShortTonForce 8896.443230521`

	lengthUnits = `Meter 1 Nanometer 1e-9 Micrometer 1e-6 Millimeter 1e-3 Centimeter 1e-2 Decimeter 1e-1
		Decameter 10 Hectometer 100 Kilometer 1000 Angstrom 1e-10 AstronomicalUnit 1.4959787070e11
		Chain 20.1168 DataMile 1828.8 DtpPica 0.0254/6 DtpPoint 0.0254/72 Fathom 1.8288 Foot 0.3048
		Hand 0.1016 Inch 0.0254 LightYear 9.46073047258e15 KilolightYear 9.46073047258e18
		MegalightYear 9.46073047258e21 Microinch 2.54e-8 Mil 2.54e-5 Mile 1609.34 NauticalMile 1852
		Parsec 3.08567758128e16 Kiloparsec 3.08567758128e19 Megaparsec 3.08567758128e22
		PrinterPica 1/237.106301584 PrinterPoint 0.0254/72.27 Shackle 27.432 SolarRadius 6.95510000E+08
		Twip 0.0254/1440 UsSurveyFoot 1200/3937 Yard 0.9144`

	massUnits = `Kilogram 1 Nanogram 1e-12 Microgram 1e-9 Milligram 1e-6 Centigram 1e-5 Decigram 1e-4
		Gram 1e-3 Decagram 1e-2 Hectogram 1e-1 Tonne 1e3 Kilotonne 1e6 Megatonne 1e9 EarthMass 5.9722E+24
		SolarMass 1.98947e30 Grain 6.479891e-5 Ounce 0.028349523125 Pound 0.45359237 Kilopound 453.59237
		Megapound 453592.37 LongHundredweight 50.80234544 ShortHundredweight 45.359237
		LongTon 1016.0469088 ShortTon 907.18474 Slug 14.593903 Stone 6.35029318`

	speedUnits = `MeterPerSecond 1 MeterPerMinute 1/60 MeterPerHour 1/3600
		KilometerPerSecond 1e3 KilometerPerMinute 1e3/60 KilometerPerHour 1e3/3600
		DecimeterPerSecond 0.1 DecimeterPerMinute 0.1/60
		CentimeterPerSecond 0.01 CentimeterPerMinute 0.01/60 CentimeterPerHour 0.01/3600
		MillimeterPerSecond 1e-3 MillimeterPerMinute 1e-3/60 MillimeterPerHour 1e-3/3600
		MicrometerPerSecond 1e-6 MicrometerPerMinute 1e-6/60 NanometerPerSecond 1e-9 NanometerPerMinute 1e-9/60
		FootPerSecond 0.3048 FootPerMinute 0.3048/60 FootPerHour 0.3048/3600
		InchPerSecond 0.0254 InchPerMinute 0.0254/60 InchPerHour 0.0254/3600
		YardPerSecond 0.9144 YardPerMinute 0.9144/60 YardPerHour 0.9144/3600
		UsSurveyFootPerSecond 1200/3937 UsSurveyFootPerMinute 20/3937 UsSurveyFootPerHour 1/11811
		Knot 0.514444 MilePerHour 0.44704`

	temperatureUnits = `Kelvin 1 DegreeCelsius 1|273.15 MillidegreeCelsius 1e-3|273.15
		DegreeDelisle -2/3|373.15 DegreeFahrenheit 5/9|255.3722222222222 DegreeNewton 100/33|273.15
		DegreeRankine 5/9 DegreeReaumur 5/4|273.15 DegreeRoemer 40/21|258.8642857142857 SolarTemperature 5778`

	volumeUnits = `CubicMeter 1 AcreFoot 1/0.000810714 BoardFoot 2.3597372158e-3
		CubicMicrometer 1e-18 CubicMillimeter 1e-9 CubicCentimeter 1e-6 CubicDecimeter 1e-3
		CubicHectometer 1e6 CubicKilometer 1e9 HectocubicMeter 1e2 KilocubicMeter 1e3
		CubicInch 1.6387e-5 CubicFoot 0.0283168 HectocubicFoot 2.83168 KilocubicFoot 28.3168 MegacubicFoot 28316.8
		CubicYard 0.764554858 CubicMile 4.16818182544058e9
		Liter 1e-3 Microliter 1e-9 Milliliter 1e-6 Centiliter 1e-5 Deciliter 1e-4 Decaliter 1e-2
		Hectoliter 1e-1 Kiloliter 1 Megaliter 1e3
		UsGallon 0.00378541 DeciusGallon 0.000378541 DecausGallon 0.0378541 HectousGallon 0.378541
		KilousGallon 3.78541 MegausGallon 3785.41
		ImperialGallon 0.00454609000000181429905810072407 KiloimperialGallon 4.54609 MegaimperialGallon 4546.09
		ImperialBeerBarrel 0.16365924 ImperialOunce 2.8413062499962901241875439064617e-5 ImperialPint 5.6826125e-4
		AuTablespoon 2e-5 UkTablespoon 1.5e-5 UsTablespoon 1.478676478125e-5 MetricTeaspoon 0.5e-5
		UsTeaspoon 4.92892159375e-6 MetricCup 0.00025 UsCustomaryCup 0.0002365882365 UsLegalCup 0.00024
		OilBarrel 0.158987294928 UsBeerBarrel 0.1173477658 UsOunce 2.957352956253760505068307980135e-5
		UsPint 4.73176473e-4 UsQuart 9.46352946e-4`
)
