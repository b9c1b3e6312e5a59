#include "textflag.h"

// What a register is compared with: quotes, backslashes, and the last control
// character.
DATA special<>+0(SB)/8, $0x1f5c22
GLOBL special<>(SB), RODATA|NOPTR, $8

// func findSpecial(b []byte, i int) (at int, found bool)
TEXT ·findSpecial(SB), NOSPLIT, $0-41
	MOVQ b_base+0(FP), R8
	MOVQ b_len+8(FP), R9
	MOVQ b_cap+16(FP), R10
	MOVQ i+24(FP), SI
	SUBQ $32, R10 // the last place that 32 bytes can be read from
	VPBROADCASTB special<>+0(SB), Y4
	VPBROADCASTB special<>+1(SB), Y5
	VPBROADCASTB special<>+2(SB), Y6

next:
	CMPQ SI, R9
	JGE hit
	CMPQ SI, R10
	JGT short
	VMOVDQU (R8)(SI*1), Y0
	VPCMPEQB Y0, Y4, Y1
	VPCMPEQB Y0, Y5, Y2
	VPMINUB Y0, Y6, Y3
	VPCMPEQB Y0, Y3, Y3
	VPOR Y1, Y2, Y1
	VPOR Y1, Y3, Y1
	VPMOVMSKB Y1, AX
	TESTL AX, AX
	JNZ some
	ADDQ $32, SI
	JMP next

some:
	TZCNTL AX, AX
	ADDQ AX, SI

hit:
	MOVQ SI, at+32(FP)
	MOVB $1, found+40(FP)
	VZEROUPPER
	RET

short:
	MOVQ SI, at+32(FP)
	MOVB $0, found+40(FP)
	VZEROUPPER
	RET
