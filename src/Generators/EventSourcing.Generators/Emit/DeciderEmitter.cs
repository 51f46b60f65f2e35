using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>Emits <c>Execute</c> for each command that an aggregate decides on.</summary>
internal static class DeciderEmitter
{
    /// <summary>Emits the deciders of an aggregate.</summary>
    public static void Emit(SourceWriter writer, AggregateModel aggregate)
    {
        foreach (var decider in aggregate.Deciders)
        {
            var command = decider.CommandType;
            if (decider.Accessibility != "public")
            {
                // A command that is less accessible than the aggregate cannot be a parameter of a public method of it.
                writer.Line(SourceWriter.GeneratedCode);
                writer.Line($"void global::EventSourcing.IDecider<{command}>.Execute({command} command) => Execute(command);").Blank();
            }

            if (decider.HasExecute) continue;
            writer.Line("/// <inheritdoc/>");
            writer.Line(SourceWriter.GeneratedCode);
            writer.Open($"{decider.Accessibility} void Execute({command} command)");
            if (decider is { OnState: { } onState, OnCreation: { } onCreation })
            {
                writer.Line($"if (IsCreated) {Raise(onState, OnState(aggregate))}");
                writer.Line($"else {Raise(onCreation, OnCreation(aggregate))}");
            }
            else
            {
                writer.Line(decider.OnState is { } kind ? Raise(kind, OnState(aggregate)) : Raise(decider.OnCreation!.Value, OnCreation(aggregate)));
            }

            writer.Close().Blank();
        }
    }

    private static string OnState(AggregateModel aggregate) => $"{aggregate.Type.FullName}.Decide(command, DecisionState!)";

    private static string OnCreation(AggregateModel aggregate) => $"{aggregate.Type.FullName}.Decide(command)";

    private static string Raise(DecisionKind kind, string decision) => kind switch
    {
        DecisionKind.Events => $"RaiseAll({decision});",
        DecisionKind.ValueEvents => $"RaiseAll(global::System.Linq.Enumerable.Cast<object>({decision}));",
        DecisionKind.One => $"RaiseAll(new object[] {{ {decision} }});",
        _ => $"RaiseAll({decision} is {{ }} decided ? new object[] {{ decided }} : new object[0]);",
    };
}
