package readers

import "testing"

// Processors without the instructions for runs read the same.
func TestWithoutRuns(t *testing.T) {
	passes := passesRuns
	t.Cleanup(func() { passesRuns = passes })
	passesRuns = false
	t.Run("Shapes", TestShapesLikePlain)
	t.Run("Usual", TestUsualValues)
	t.Run("Ends", TestObjectEnds)
	t.Run("Special", TestSpecialByte)
	t.Run("Keys", TestKeySearch)
}
