using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Orleans.Concurrency;

namespace Orleans.Local;

/// <summary>
/// Emits, for one grain interface, a struct per method that holds the arguments (<see cref="ICall{T}"/>) and a class that implements the
/// interface by handing such structs to <see cref="GrainReference"/>. Each interface gets an assembly of its own, because the permission
/// to see internal types must be complete before the assembly's first type is used.
/// </summary>
internal static class ProxyEmitter
{
    private const BindingFlags NonPublicInstance = BindingFlags.Instance | BindingFlags.NonPublic;

    private static readonly MethodInfo Call = typeof(GrainReference).GetMethod(nameof(Call), NonPublicInstance)!;
    private static readonly MethodInfo Tell = typeof(GrainReference).GetMethod(nameof(Tell), NonPublicInstance)!;
    private static readonly ConstructorInfo ReferenceConstructor = typeof(GrainReference).GetConstructors(NonPublicInstance | BindingFlags.Public).Single();

    private static readonly ConcurrentDictionary<Type, Func<GrainClass, string, GrainReference>> Emitted = new();

    /// <summary>Emitted once per process: an assembly is never unloaded.</summary>
    /// <exception cref="NotSupportedException">A method is generic, has a by-reference parameter or does not return a task.</exception>
    public static Func<GrainClass, string, GrainReference> For(Type grainInterface) => Emitted.GetOrAdd(grainInterface, Emit);

    private static Func<GrainClass, string, GrainReference> Emit(Type grainInterface)
    {
        var methods = grainInterface.GetInterfaces().Append(grainInterface).SelectMany(type => type.GetMethods()).Where(method => method.IsAbstract).ToArray();
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new($"Proxy.{grainInterface.FullName}"), AssemblyBuilderAccess.Run);
        GrantAccess(assembly, grainInterface, methods);
        var module = assembly.DefineDynamicModule("Proxy");
        var proxy = module.DefineType("Proxy", TypeAttributes.Public | TypeAttributes.Sealed, typeof(GrainReference), [grainInterface]);
        var constructor = EmitConstructor(proxy);
        for (var i = 0; i < methods.Length; i++)
        {
            EmitMethod(proxy, methods[i], EmitCall(module, methods[i], $"Call{i}.{methods[i].Name}"));
        }

        EmitFactory(proxy, constructor);
        return proxy.CreateType().GetMethod("Create")!.CreateDelegate<Func<GrainClass, string, GrainReference>>();
    }

    private static void GrantAccess(AssemblyBuilder assembly, Type grainInterface, MethodInfo[] methods)
    {
        var attribute = typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!;
        var types = methods.SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType));
        var visible = types.SelectMany(WithArguments).Append(grainInterface).Append(typeof(GrainReference)).Concat(grainInterface.GetInterfaces());
        foreach (var name in visible.Select(type => type.Assembly.GetName().Name!).Distinct(StringComparer.Ordinal))
        {
            assembly.SetCustomAttribute(new(attribute, [name]));
        }

        static IEnumerable<Type> WithArguments(Type type) =>
            (type.HasElementType ? [type.GetElementType()!] : type.GetGenericArguments()).SelectMany(WithArguments).Append(type);
    }

    private static ConstructorBuilder EmitConstructor(TypeBuilder proxy)
    {
        var constructor = proxy.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, [typeof(GrainClass), typeof(string)]);
        var il = constructor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Call, ReferenceConstructor);
        il.Emit(OpCodes.Ret);
        return constructor;
    }

    private static void EmitFactory(TypeBuilder proxy, ConstructorBuilder constructor)
    {
        var create = proxy.DefineMethod(
            "Create", MethodAttributes.Public | MethodAttributes.Static, typeof(GrainReference), [typeof(GrainClass), typeof(string)]);
        var il = create.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Newobj, constructor);
        il.Emit(OpCodes.Ret);
    }

    // struct Call : ICall<T> { public A a; public B b; public ValueTask<T> Invoke(object grain) => new(((I)grain).Method(a, b)); }
    private static Type EmitCall(ModuleBuilder module, MethodInfo method, string name)
    {
        var answer = Answer.Of(method);
        var contract = typeof(ICall<>).MakeGenericType(answer.Value);
        var call = module.DefineType(name, TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.SequentialLayout, typeof(ValueType), [contract]);
        var fields = method.GetParameters().Select((parameter, i) => call.DefineField($"a{i}", parameter.ParameterType, FieldAttributes.Public)).ToArray();
        var invoke = call.DefineMethod(
            "Invoke", MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.NewSlot, answer.Typed, [typeof(object)]);
        var il = invoke.GetILGenerator();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Castclass, method.DeclaringType!);
        foreach (var field in fields)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, field);
        }

        il.Emit(OpCodes.Callvirt, method);
        answer.EmitTyping(il);
        il.Emit(OpCodes.Ret);
        return call.CreateType();
    }

    // ValueTask<T> Method(A a, B b) => Call<Call, T>(new Call { a = a, b = b }, interleaves);
    private static void EmitMethod(TypeBuilder proxy, MethodInfo method, Type call)
    {
        var answer = Answer.Of(method);
        var parameters = method.GetParameters();
        var body = proxy.DefineMethod(
            $"{method.DeclaringType}.{method.Name}",
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.NewSlot | MethodAttributes.HideBySig,
            method.ReturnType,
            [.. parameters.Select(parameter => parameter.ParameterType)]);
        var il = body.GetILGenerator();
        var local = il.DeclareLocal(call);
        for (var i = 0; i < parameters.Length; i++)
        {
            il.Emit(OpCodes.Ldloca, local);
            il.Emit(OpCodes.Ldarg, i + 1);
            il.Emit(OpCodes.Stfld, call.GetField($"a{i}")!);
        }

        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldloca, local);
        il.Emit(method.IsDefined(typeof(AlwaysInterleaveAttribute)) ? OpCodes.Ldc_I4_1 : OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Call, (method.IsDefined(typeof(OneWayAttribute)) ? Tell : Call).MakeGenericMethod(call, answer.Value));
        answer.EmitUntyping(il);
        il.Emit(OpCodes.Ret);
        proxy.DefineMethodOverride(body, method);
    }
}
