using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Generators;

/// <summary>Emits what an aggregate class needs: its identity for repositories, the switch over its events, its deciders.</summary>
internal static class DispatchEmitter
{
    private const string Metadata = "global::EventSourcing.EventMetadata";

    /// <summary>Emits one aggregate.</summary>
    public static void Emit(SourceProductionContext output, AggregateModel aggregate)
    {
        var writer = new SourceWriter();
        writer.OpenType(aggregate.Type, Bases(aggregate));
        if (!aggregate.IsAbstract) EmitIdentity(writer, aggregate);
        if (aggregate.StateType is { } state)
        {
            EmitInitialState(writer, aggregate, state);
            EmitEvolve(writer, aggregate, state);
            DeciderEmitter.Emit(writer, aggregate);
        }
        else
        {
            EmitApply(writer, aggregate);
        }

        writer.CloseType(aggregate.Type);
        output.AddSource(aggregate.Type.HintName + ".Aggregate.g.cs", writer.ToSourceText());
    }

    private static List<string> Bases(AggregateModel aggregate)
    {
        var bases = new List<string>();
        if (!aggregate.IsAbstract) bases.Add($"global::EventSourcing.IAggregate<{aggregate.Type.FullName}, {aggregate.IdType}>");
        foreach (var decider in aggregate.Deciders) bases.Add($"global::EventSourcing.IDecider<{decider.CommandType}>");
        return bases;
    }

    private static void EmitIdentity(SourceWriter writer, AggregateModel aggregate)
    {
        var (self, contract) = (aggregate.Type.FullName, $"global::EventSourcing.IAggregate<{aggregate.Type.FullName}, {aggregate.IdType}>");
        writer.Line(SourceWriter.GeneratedCode);
        writer.Line($"static global::EventSourcing.AggregateDescriptor {contract}.Descriptor {{ get; }} = new(");
        writer.Indent().Line($"typeof({self}),");
        writer.Line(Literals.Of(aggregate.Category) + ",");
        writer.Line("[").Indent();
        foreach (var handler in aggregate.Handlers) writer.Line($"typeof({handler.EventType}),");
        writer.Outdent().Line(UsesMetadata(aggregate) ? "]);" : "]) { UsesMetadata = false };");
        writer.Outdent().Blank();

        writer.Line(SourceWriter.GeneratedCode);
        writer.Line(aggregate.CanBeMade
            ? $"static {self} {contract}.CreateEmpty() => new {self}();"
            : $"static {self} {contract}.CreateEmpty() => throw new global::System.NotSupportedException(\"The class has no parameterless constructor.\");");
        writer.Blank();
    }

    /// <summary>A base class whose handlers are not in sight may look at the metadata.</summary>
    private static bool UsesMetadata(AggregateModel aggregate)
    {
        if (aggregate.AsksBase) return true;
        foreach (var handler in aggregate.Handlers)
        {
            if (handler.TakesMetadata) return true;
        }

        return false;
    }

    private static void EmitApply(SourceWriter writer, AggregateModel aggregate)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line(SourceWriter.GeneratedCode);
        writer.Open($"protected override void Apply(object @event, {Metadata} metadata)").Open("switch (@event)");
        foreach (var handler in aggregate.Handlers)
        {
            writer.Line($"case {handler.EventType} e:").Indent();
            writer.Line(handler.IsInherited ? "base.Apply(@event, metadata);" : $"this.{handler.Method}({Arguments(handler)});");
            writer.Line("break;").Outdent();
        }

        writer.Line("default:").Indent();
        if (aggregate.AsksBase && !aggregate.IgnoresUnhandled) writer.Line("base.Apply(@event, metadata);").Line("break;");
        else if (aggregate.IgnoresUnhandled) writer.Line("Ignored();").Line("break;");
        else writer.Line("throw Unhandled(@event);");
        writer.Outdent().Close().Close();
    }

    private static void EmitEvolve(SourceWriter writer, AggregateModel aggregate, string state)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line(SourceWriter.GeneratedCode);
        writer.Open($"protected override {state} Evolve({state} state, object @event, {Metadata} metadata)").Open("switch (@event)");
        foreach (var handler in aggregate.Handlers)
        {
            writer.Line($"case {handler.EventType} e:").Indent();
            writer.Line(handler.IsInherited
                ? "return base.Evolve(state, @event, metadata);"
                : $"return {aggregate.Type.FullName}.{handler.Method}({Arguments(handler)});").Outdent();
        }

        writer.Line("default:").Indent();
        if (aggregate.AsksBase && !aggregate.IgnoresUnhandled) writer.Line("return base.Evolve(state, @event, metadata);");
        else if (aggregate.IgnoresUnhandled) writer.Line("Ignored();").Line("return state;");
        else writer.Line("throw Unhandled(@event);");
        writer.Outdent().Close().Close().Blank();
    }

    private static void EmitInitialState(SourceWriter writer, AggregateModel aggregate, string state)
    {
        var initial = aggregate.Initial switch
        {
            InitialState.InitialMember => $"{state}.Initial",
            InitialState.Constructor => $"new {state}()",
            InitialState.Default => "default",
            _ => null,
        };
        if (initial is null) return;
        writer.Line("/// <inheritdoc/>");
        writer.Line(SourceWriter.GeneratedCode);
        writer.Open($"protected override bool TryGetInitialState([global::System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out {state} state)");
        writer.Line($"state = {initial};").Line("return true;").Close().Blank();
    }

    private static string Arguments(HandlerModel handler) =>
        (handler.TakesState ? "state, " : "") + "e" + (handler.TakesMetadata ? ", metadata" : "");
}
