using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>Emits how an object is made of what was read into local variables.</summary>
internal sealed class ObjectMaker(SourceWriter writer, MemberNames names, JsonTypeModel type)
{
    /// <summary>Emits the making of an object of which each member is there.</summary>
    public void EmitUnconditionally() => Emit(_ => null);

    /// <summary>Emits the making of an object.</summary>
    /// <param name="isSeen">The condition under which a member was read; <see langword="null"/> for one that always was.</param>
    public void Emit(Func<int, string?> isSeen)
    {
        var all = new List<int>();
        for (var i = 0; i < type.Members.Count; i++)
        {
            if (type.Members[i].Setting != JsonSetting.None) all.Add(i);
        }

        var arguments = string.Join(", ", type.Arguments.Select(a => a.Member < 0 ? a.Default : ValueOf(a.Member) + (a.Suppresses && !type.Members[a.Member].Shape.IsOblivious ? "!" : "")));
        var initialized = type.HasPrivateConstructor ? [] : all.FindAll(i => type.Members[i].Setting == JsonSetting.Initializer);
        var initializer = initialized.Count == 0
            ? ""
            : " { " + string.Join(", ", initialized.Select(i => $"{Symbols.Escape(type.Members[i].Name)} = {ValueOf(i)}")) + " }";
        var made = type.HasPrivateConstructor ? $"Create{AccessorEmitter.CallOf(type.OpenConstructor)}({arguments})" : $"new {type.TypeName}({arguments}){initializer}";
        var later = all.FindAll(i => !initialized.Contains(i) && type.Members[i].Setting != JsonSetting.Constructor);
        if (later.Count == 0)
        {
            writer.Line($"return {made};");
            return;
        }

        writer.Line($"var result = {made};");
        foreach (var i in later) writer.Line((isSeen(i) is { } condition ? $"if ({condition}) " : "") + Set(i));
        writer.Line("return result;");
    }

    private string Set(int index)
    {
        var member = type.Members[index];
        var value = member.IsExtensionData ? Made(index) : Local(index);
        return member.Setting == JsonSetting.Assignment || member.IsField
            ? $"result.{Symbols.Escape(member.Name)} = {value};"
            : $"Set{names.Pascal(index)}{AccessorEmitter.CallOf(member.Open)}({(type.IsValueType ? "ref " : "")}result, {value});";
    }

    private string ValueOf(int index)
    {
        var member = type.Members[index];
        if (!member.IsExtensionData) return Local(index);
        return $"{names.Local(index)} is null ? {(member.Shape.AllowsNull ? "null" : Empty(index))} : {Made(index)}";
    }

    /// <summary>A type argument of code without annotations is one that refuses <see langword="null"/> in what is emitted, which has them.</summary>
    private string Local(int index) => names.Local(index) + (type.Members[index].Shape.IsOblivious ? "!" : "");

    private string Empty(int index) =>
        type.Members[index].Shape.Kind == JsonKind.Scalar ? "new()" : type.Members[index].Shape.Detail == "items" ? "[]" : $"Make{names.Pascal(index)}([])";

    private string Made(int index) =>
        type.Members[index].Shape.Kind == JsonKind.Scalar || type.Members[index].Shape.Detail == "items" ? names.Local(index) : $"Make{names.Pascal(index)}({names.Local(index)})";
}
