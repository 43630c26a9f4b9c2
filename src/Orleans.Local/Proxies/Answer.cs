using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Local;

/// <summary>How a grain method answers, and the instructions between that and the engine's <see cref="ValueTask{T}"/>.</summary>
/// <param name="Declared">Task, ValueTask, or either of some T.</param>
/// <param name="Value">That T, or <see cref="Nothing"/>.</param>
/// <param name="IsTask">Task rather than ValueTask.</param>
internal sealed record Answer(Type Declared, Type Value, bool IsTask)
{
    public Type Typed => typeof(ValueTask<>).MakeGenericType(Value);

    private bool IsVoid => Value == typeof(Nothing);

    public static Answer Of(MethodInfo method)
    {
        var declared = method.ReturnType;
        var generic = declared.IsGenericType ? declared.GetGenericTypeDefinition() : declared;
        var isTask = generic == typeof(Task) || generic == typeof(Task<>);
        var isValueTask = generic == typeof(ValueTask) || generic == typeof(ValueTask<>);
        if (!(isTask || isValueTask) || method.IsGenericMethod || method.GetParameters().Any(parameter => parameter.ParameterType.IsByRef))
        {
            throw new NotSupportedException(
                $"{method.DeclaringType}.{method.Name}: a grain method returns Task, Task<T>, ValueTask or ValueTask<T>, is not generic and takes its arguments by value.");
        }

        return new(declared, declared.IsGenericType ? declared.GetGenericArguments()[0] : typeof(Nothing), isTask);
    }

    /// <summary>Declared → ValueTask{Value}.</summary>
    public void EmitTyping(ILGenerator il)
    {
        if (IsTask)
        {
            il.Emit(OpCodes.Newobj, (IsVoid ? typeof(ValueTask) : Typed).GetConstructor([Declared])!);
        }

        if (IsVoid)
        {
            il.Emit(OpCodes.Call, typeof(Answers).GetMethod(nameof(Answers.Typed))!);
        }
    }

    /// <summary>ValueTask{Value} → Declared.</summary>
    public void EmitUntyping(ILGenerator il)
    {
        if (IsVoid)
        {
            il.Emit(OpCodes.Call, typeof(Answers).GetMethod(nameof(Answers.Untyped))!);
        }

        if (IsTask)
        {
            var answer = IsVoid ? typeof(ValueTask) : Typed;
            var local = il.DeclareLocal(answer);
            il.Emit(OpCodes.Stloc, local);
            il.Emit(OpCodes.Ldloca, local);
            il.Emit(OpCodes.Call, answer.GetMethod(nameof(ValueTask.AsTask))!);
        }
    }
}
