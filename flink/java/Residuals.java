import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Readers that pause leave what they have still to read in one state of Flink's, not in a state of a new name each time.
 *
 * <p>Flink keeps whatever name it was once told, in the heap and in every checkpoint, and Beam's runner (2.62) does not
 * even empty what it has read: of a reader that pauses every three seconds 50 MB of heap an hour. In the method that
 * writes what is left, and in those that read it when its timer fires, of a stream and of a batch run, {@code
 * states.state(namespace, StateTags.value(name, coder))} becomes {@code ResidualCell.of(states, namespace, name, coder)}.
 * Either all of them are changed or none.
 */
final class Residuals implements ClassFileTransformer {
  private static final String RUNNERS = "org/apache/beam/runners/";
  private static final Map<String, String> METHODS =
      Map.of(
          RUNNERS + "fnexecution/control/BundleCheckpointHandlers$StateAndTimerBundleCheckpointHandler", "onCheckpoint",
          RUNNERS + "flink/translation/wrappers/streaming/ExecutableStageDoFnOperator$SdkHarnessDoFnRunner", "onTimer",
          RUNNERS + "flink/translation/functions/FlinkExecutableStageFunction", "mapPartition");

  private static final String CORE = RUNNERS + "core/";
  private static final String CODER = "Lorg/apache/beam/sdk/coders/Coder;";
  private static final String NAMESPACE = "L" + CORE + "StateNamespace;";
  private static final String TAG = "L" + CORE + "StateTag;";
  private static final String TAG_OF = "(Ljava/lang/String;" + CODER + ")" + TAG;
  private static final String STATE_OF = "(" + NAMESPACE + TAG + ")Lorg/apache/beam/sdk/state/State;";
  private static final String CELL_OF =
      "(L" + CORE + "StateInternals;" + NAMESPACE + "Ljava/lang/String;" + CODER + ")"
          + "Lorg/apache/beam/sdk/state/ValueState;";

  /** Where there is no runner for Flink nothing is done; where it is not as it is known, that is said. */
  static void install(Instrumentation instrumentation) {
    if (read(RUNNERS + "flink/FlinkRunner") == null) {
      return;
    }
    if (METHODS.keySet().stream().allMatch(name -> rewrite(name, read(name)) != null)) {
      instrumentation.addTransformer(new Residuals());
    } else {
      System.err.println(
          "Beam's runner for Flink is not built as that of 2.62, and is left as it is: unless it is newer than Beam's"
              + " pull request 39191, a stream fills the heap of its TaskManagers in hours (docs/streams.md).");
    }
  }

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] code) {
    boolean isSeen = loader == ClassLoader.getSystemClassLoader() && name != null && METHODS.containsKey(name);
    return isSeen ? rewrite(name, code) : null; // null: left as it is
  }

  /** The class file on the classpath, or null. */
  private static byte[] read(String name) {
    try (InputStream file = ClassLoader.getSystemResourceAsStream(name + ".class")) {
      return file == null ? null : file.readAllBytes();
    } catch (IOException unreadable) {
      return null; // whoever needs the class will say so
    }
  }

  /** The class with its one state changed; null if it is not there, or asks for none, several, or in another way. */
  private static byte[] rewrite(String name, byte[] code) {
    if (code == null) {
      return null;
    }
    ClassReader reader = new ClassReader(code);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    Rewriting rewriting = new Rewriting(writer, METHODS.get(name));
    reader.accept(rewriting, 0);
    return rewriting.tags == 1 && rewriting.states == 1 ? writer.toByteArray() : null;
  }

  private static final class Rewriting extends ClassVisitor {
    private final String changed;
    int tags;
    int states;

    Rewriting(ClassVisitor next, String changed) {
      super(Opcodes.ASM9, next);
      this.changed = changed;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      if (!name.equals(changed)) {
        return next;
      }
      return new MethodVisitor(Opcodes.ASM9, next) {
        private boolean isTagNext; // what the call before this instruction gave is the tag, which nobody has taken

        @Override
        public void visitMethodInsn(int opcode, String owner, String called, String types, boolean isInterface) {
          if (owner.equals(CORE + "StateTags") && called.equals("value") && types.equals(TAG_OF)) {
            tags++;
            isTagNext = true;
            super.visitMethodInsn(Opcodes.INVOKESTATIC, "ResidualCell", "of", CELL_OF, false);
          } else if (isTagNext && called.equals("state") && types.equals(STATE_OF)) {
            states++; // gone: the cell is there
            isTagNext = false;
          } else {
            isTagNext = false;
            super.visitMethodInsn(opcode, owner, called, types, isInterface);
          }
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
          isTagNext = false;
          super.visitVarInsn(opcode, variable);
        }
      };
    }
  }
}
