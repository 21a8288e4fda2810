/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Collects what class files refer to, and says which of it cannot be found by a class loader. */
final class References {
  private static final int API = Opcodes.ASM9;

  private record Member(String owner, String name, String descriptor, boolean method) {}

  /** A class as far as linking is concerned. */
  private record Shape(String superName, List<String> interfaces, Set<String> members) {}

  private final ClassLoader loader;
  private final Set<Member> members = new HashSet<>();
  private final Set<String> classes = new TreeSet<>();
  private final Map<String, Shape> shapes = new HashMap<>();
  private int classesRead;

  References(ClassLoader loader) {
    this.loader = loader;
  }

  int classesRead() {
    return classesRead;
  }

  Set<String> owners() {
    return classes;
  }

  void read(InputStream classFile) throws IOException {
    classesRead++;
    new ClassReader(classFile).accept(new Collector(), ClassReader.SKIP_DEBUG);
  }

  /** References that do not resolve, as {@code owner} or {@code owner.name descriptor}. */
  Set<String> unresolved() {
    Set<String> broken = new TreeSet<>();
    for (String name : classes) {
      if (shape(name) == null) {
        broken.add(name);
      }
    }
    for (Member member : members) {
      if (shape(member.owner()) != null && !resolves(member, member.owner())) {
        broken.add(member.owner() + "." + member.name() + " " + member.descriptor());
      }
    }
    return broken;
  }

  private boolean resolves(Member member, String type) {
    Shape shape = shape(type);
    if (shape == null) {
      return false;
    }
    if (shape.members().contains(member.name() + " " + member.descriptor())) {
      return true;
    }
    boolean polymorphic = type.equals("java/lang/invoke/MethodHandle");
    return polymorphic
        || (shape.superName() != null && resolves(member, shape.superName()))
        || shape.interfaces().stream().anyMatch(one -> resolves(member, one));
  }

  private Shape shape(String name) {
    return shapes.computeIfAbsent(name, this::load);
  }

  private Shape load(String name) {
    try (InputStream in = loader.getResourceAsStream(name + ".class")) {
      if (in == null) {
        return null;
      }
      Set<String> found = new HashSet<>();
      ClassReader reader = new ClassReader(in);
      reader.accept(
          new ClassVisitor(API) {
            @Override
            public MethodVisitor visitMethod(
                int access, String method, String descriptor, String s, String[] e) {
              found.add(method + " " + descriptor);
              return null;
            }

            @Override
            public FieldVisitor visitField(
                int access, String field, String descriptor, String s, Object v) {
              found.add(field + " " + descriptor);
              return null;
            }
          },
          ClassReader.SKIP_CODE);
      return new Shape(reader.getSuperName(), List.of(reader.getInterfaces()), found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void type(String internalName) {
    if (internalName == null) {
      return;
    }
    String element =
        internalName.startsWith("[")
            ? Type.getType(internalName).getElementType().getDescriptor()
            : internalName;
    if (element.startsWith("L") && element.endsWith(";")) {
      element = element.substring(1, element.length() - 1);
    }
    if (element.length() > 1) {
      classes.add(element);
    }
  }

  private void descriptor(String descriptor) {
    List<Type> types = new ArrayList<>();
    if (descriptor.startsWith("(")) {
      types.addAll(List.of(Type.getArgumentTypes(descriptor)));
      types.add(Type.getReturnType(descriptor));
    } else {
      types.add(Type.getType(descriptor));
    }
    for (Type one : types) {
      Type element = one.getSort() == Type.ARRAY ? one.getElementType() : one;
      if (element.getSort() == Type.OBJECT) {
        classes.add(element.getInternalName());
      }
    }
  }

  private final class Collector extends ClassVisitor {
    Collector() {
      super(API);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String superName,
        String[] interfaces) {
      type(superName);
      for (String one : interfaces) {
        type(one);
      }
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      descriptor(descriptor);
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      descriptor(descriptor);
      if (exceptions != null) {
        for (String one : exceptions) {
          type(one);
        }
      }
      return new MethodVisitor(API) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String method, String methodDescriptor, boolean i) {
          type(owner);
          descriptor(methodDescriptor);
          if (!owner.startsWith("[")) {
            members.add(new Member(owner, method, methodDescriptor, true));
          }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String field, String fieldDescriptor) {
          type(owner);
          descriptor(fieldDescriptor);
          members.add(new Member(owner, field, fieldDescriptor, false));
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
          type(type);
        }
      };
    }
  }
}
