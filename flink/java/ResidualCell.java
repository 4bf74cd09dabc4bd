import org.apache.beam.runners.core.StateInternals;
import org.apache.beam.runners.core.StateNamespace;
import org.apache.beam.runners.core.StateTags;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.ValueState;

/**
 * What a reader that pauses has still to read, until the timer of the same name fires: an entry of the one map that
 * a key has in a window, and gone once it is read. Name and types of the map are those of Beam's pull request 39191.
 */
public final class ResidualCell<T> implements ValueState<T> {
  private final StateInternals states;
  private final StateNamespace namespace;
  private final String name;
  private final Coder<T> coder;
  private final MapState<String, T> residuals;

  private ResidualCell(StateInternals states, StateNamespace namespace, String name, Coder<T> coder) {
    this.states = states;
    this.namespace = namespace;
    this.name = name;
    this.coder = coder;
    this.residuals = states.state(namespace, StateTags.map("sdf_checkpoint_residuals", StringUtf8Coder.of(), coder));
  }

  /** Called where Beam would ask for a state of this name; it is of the key that the state backend is at. */
  public static <T> ValueState<T> of(StateInternals states, StateNamespace namespace, String name, Coder<T> coder) {
    return new ResidualCell<>(states, namespace, name, coder);
  }

  @Override
  public void write(T residual) {
    residuals.put(name, residual);
  }

  /** Takes it out: its timer has fired, and nobody asks for it again. */
  @Override
  public T read() {
    T residual = residuals.get(name).read();
    if (residual != null) {
      residuals.remove(name);
      return residual;
    }
    // Left by a checkpoint of before, in a state of its own. Not to be asked for sooner: each name stays in memory.
    ValueState<T> left = states.state(namespace, StateTags.value(name, coder));
    residual = left.read();
    left.clear();
    return residual;
  }

  @Override
  public void clear() {
    residuals.remove(name);
  }

  @Override
  public ValueState<T> readLater() {
    return this;
  }
}
