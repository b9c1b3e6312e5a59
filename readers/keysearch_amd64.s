#include "go_asm.h"
#include "textflag.h"

DATA keyHalf<>+0(SB)/8, $0x0f0f0f0f0f0f0f0f
GLOBL keyHalf<>(SB), RODATA|NOPTR, $8

// func findKeyHead(b []byte, i int, tables *keyTables) (at int, found bool)
TEXT ·findKeyHead(SB), NOSPLIT, $0-49
	MOVQ b_base+0(FP), R8
	MOVQ b_len+8(FP), R9
	MOVQ b_cap+16(FP), R10
	MOVQ i+24(FP), SI
	MOVQ tables+32(FP), DI
	SUBQ $34, R10 // the last place that three times 32 bytes can be read from
	VMOVDQU 0(DI), Y8
	VMOVDQU 32(DI), Y9
	VMOVDQU 64(DI), Y10
	VMOVDQU 96(DI), Y11
	VMOVDQU 128(DI), Y12
	VMOVDQU 160(DI), Y13
	VPBROADCASTQ keyHalf<>(SB), Y14
	VPXOR Y15, Y15, Y15

next:
	CMPQ SI, R9
	JGE hit
	CMPQ SI, R10
	JGT short
	VMOVDQU (R8)(SI*1), Y0
	VMOVDQU 1(R8)(SI*1), Y1
	VMOVDQU 2(R8)(SI*1), Y2
	VPAND Y0, Y14, Y3
	VPAND Y1, Y14, Y4
	VPAND Y2, Y14, Y5
	VPSRLW $4, Y0, Y0
	VPSRLW $4, Y1, Y1
	VPSRLW $4, Y2, Y2
	VPAND Y0, Y14, Y0
	VPAND Y1, Y14, Y1
	VPAND Y2, Y14, Y2
	VPSHUFB Y3, Y8, Y3
	VPSHUFB Y0, Y9, Y0
	VPSHUFB Y4, Y10, Y4
	VPSHUFB Y1, Y11, Y1
	VPSHUFB Y5, Y12, Y5
	VPSHUFB Y2, Y13, Y2
	VPAND Y0, Y3, Y0
	VPAND Y1, Y4, Y1
	VPAND Y2, Y5, Y2
	VPAND Y0, Y1, Y0
	VPAND Y0, Y2, Y0
	VPTEST Y0, Y0
	JNZ some
	ADDQ $32, SI
	JMP next

some:
	VPCMPEQB Y0, Y15, Y0
	VPMOVMSKB Y0, AX
	NOTL AX
	TZCNTL AX, AX
	ADDQ AX, SI

hit:
	MOVQ SI, at+40(FP)
	MOVB $1, found+48(FP)
	VZEROUPPER
	RET

short:
	MOVQ SI, at+40(FP)
	MOVB $0, found+48(FP)
	VZEROUPPER
	RET
