import java.lang.instrument.Instrumentation;

/** Java agent that every process of a cluster loads. What it changes of Beam's classes, and why, stands in its parts. */
public final class Agent {
  public static void premain(String arguments, Instrumentation instrumentation) {
    instrumentation.addTransformer(new Loopback());
    Residuals.install(instrumentation);
  }
}
