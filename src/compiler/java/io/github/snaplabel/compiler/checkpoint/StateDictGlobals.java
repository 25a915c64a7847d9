package io.github.snaplabel.compiler.checkpoint;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.IObjectConstructor;

/**
 * The Python classes and functions that a state dict needs, by module and name, and their
 * replacements in Java. No other name is resolved.
 */
final class StateDictGlobals {
  private static final Map<String, IObjectConstructor> ALLOWED = allowed();

  /**
   * Modules with network classes: a pickle that names one contains a whole model, not only its
   * weights.
   */
  private static final List<String> PROGRAMS =
      List.of("torch.nn.", "torchvision.", "timm.", "transformers.", "__torch__.");

  private StateDictGlobals() {}

  private static Map<String, IObjectConstructor> allowed() {
    Map<String, IObjectConstructor> allowed = new HashMap<>();
    allowed.put("collections.OrderedDict", StateDictGlobals::emptyDictionary);
    allowed.put("torch._utils._rebuild_tensor_v2", PickledTensor::rebuild);
    allowed.put("torch._utils._rebuild_parameter", PickledTensor::parameter);
    // Sizes and devices in optimizer settings; their arguments are kept.
    allowed.put("torch.Size", StateDictGlobals::tuple);
    allowed.put("torch.device", arguments -> arguments);
    for (ElementType type : ElementType.values()) {
      allowed.put("torch." + type.storageClass(), new StorageClass(type));
    }
    for (String type : List.of("float16", "bfloat16", "float32", "float64")) {
      allowed.put("torch." + type, new NotCalled("torch." + type));
    }
    return Map.copyOf(allowed);
  }

  /**
   * Returns the replacement for a global.
   *
   * @throws RefusedPickleException if the global is not allowed; the message names it
   */
  static IObjectConstructor find(String module, String name) {
    String global = module + "." + name;
    IObjectConstructor constructor = ALLOWED.get(global);
    if (constructor != null) {
      return constructor;
    }
    if (PROGRAMS.stream().anyMatch(global::startsWith)) {
      throw new RefusedPickleException(
          "the checkpoint holds a whole model (it contains %s), not its weights alone: save them"
                  .formatted(global)
              + " with torch.save(model.state_dict(), file)");
    }
    throw new RefusedPickleException(
        "the checkpoint contains %s, which a state dict does not need: save the weights alone, with"
                .formatted(global)
            + " torch.save(model.state_dict(), file)");
  }

  private static Object emptyDictionary(Object... arguments) {
    if (arguments.length > 0) {
      throw new RefusedPickleException("the checkpoint has an OrderedDict with arguments");
    }
    return new LinkedHashMap<Object, Object>();
  }

  private static Object tuple(Object... arguments) {
    if (arguments.length == 1 && arguments[0] instanceof Object[] sizes) {
      return Arrays.copyOf(sizes, sizes.length);
    }
    throw new RefusedPickleException("the checkpoint has a torch.Size without sizes");
  }

  /** A storage class of PyTorch, which may occur in persistent ids only. */
  record StorageClass(ElementType type) implements IObjectConstructor {
    @Override
    public Object construct(Object[] arguments) {
      throw notCalled("torch." + type.storageClass());
    }
  }

  /** A global without arguments, replaced by its name. */
  private record NotCalled(String name) implements IObjectConstructor {
    @Override
    public Object construct(Object[] arguments) {
      throw notCalled(name);
    }
  }

  private static RefusedPickleException notCalled(String name) {
    return new RefusedPickleException(
        "the checkpoint calls %s, which a state dict does not".formatted(name));
  }
}
