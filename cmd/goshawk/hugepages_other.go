//go:build !linux || !(amd64 || arm64) || race || msan || asan

package main

// useHugePages does nothing where pages cannot be asked for, or where each
// allocation is shadowed by memory of its own.
func useHugePages() {}
