// Package gen composes large sets of log events for the two shipped
// detections, with positives and near misses of every kind that the text of
// the queries tells apart, and works out their answers by hand-written code
// that shares nothing with the engine.
package gen
