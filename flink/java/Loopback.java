import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * gRPC servers that are given no address listen on loopback instead of on every interface.
 *
 * <p>Beam's job server, and its servers for the workers within a TaskManager, ask nobody who they are, start processes and hand
 * out files; they take only the port from the address that they are told (ServerFactory.createServer calls
 * NettyServerBuilder.forPort). There is no option for that: so {@code new InetSocketAddress(port)} in that builder, in
 * whatever package it was shaded into, becomes {@code new InetSocketAddress(loopback, port)}.
 */
final class Loopback implements ClassFileTransformer {
  private static final String BUILDER = "io/grpc/netty/NettyServerBuilder";
  private static final String ADDRESS = "java/net/InetSocketAddress";

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] code) {
    if (name == null || !name.endsWith(BUILDER)) {
      return null; // left as it is
    }
    ClassReader reader = new ClassReader(code);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new Rewriting(writer), 0);
    return writer.toByteArray();
  }

  private static final class Rewriting extends ClassVisitor {
    Rewriting(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new MethodVisitor(Opcodes.ASM9, next) {
        @Override
        public void visitMethodInsn(int opcode, String owner, String called, String types, boolean isInterface) {
          if (owner.equals(ADDRESS) && called.equals("<init>") && types.equals("(I)V")) {
            super.visitMethodInsn(
                Opcodes.INVOKESTATIC, "java/net/InetAddress", "getLoopbackAddress", "()Ljava/net/InetAddress;", false);
            super.visitInsn(Opcodes.SWAP); // the address goes before the port
            super.visitMethodInsn(opcode, owner, called, "(Ljava/net/InetAddress;I)V", false);
          } else {
            super.visitMethodInsn(opcode, owner, called, types, isInterface);
          }
        }
      };
    }
  }
}
