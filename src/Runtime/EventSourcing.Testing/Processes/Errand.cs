using System.Globalization;
using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Processes;

/// <summary>
/// A process that does what it is told by the texts of notes: start, say WORD, wait NAME SECONDS, cancel NAME, board STEPS, forget and end. What it says is appended to a stream of its own, and so does what it
/// says when a timeout has elapsed. The steps at the board of its key: +WORD appends to its stream, WORD lets the board decide, and ! lets it refuse.
/// </summary>
internal sealed class Errand(IReadModel<ErrandState> states, Action<string>? probe, bool restarts) : ProcessManager<ErrandState>(states), IProjection
{
    public const string Name = "errand";

    protected override bool RestartsCompleted => restarts;

    public static StreamId Said(string key) => new("said", key);

    public static StreamId BoardOf(string key) => new(Board.Descriptor.Category, key);

    /// <summary>Describes it. Where the program has an action on texts as a service, it is called when a note has been handled.</summary>
    public static ProjectionDescriptor<Errand> Descriptor(bool restarts = false) => new(
        Name, 1, [typeof(NoteTaken)], [ErrandState.Mapping], dependencies => new Errand(dependencies.ReadModel(ErrandState.Mapping), dependencies.OptionalService<Action<string>>(), restarts));

    public async ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken)
    {
        var text = ((NoteTaken)context.Event.Data).Text;
        if (!HasState) State = new ErrandState(Key, "");
        switch (text.Split(' '))
        {
            case ["say", var word]:
                State = State with { Heard = $"{State.Heard}{word};" };
                await AppendAsync(Said(Key), ExpectedVersion.Any, [new NoteCorrected(word)], cancellationToken).ConfigureAwait(false);
                break;
            case ["wait", var name, var seconds]:
                SetTimeout(name, TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)), new NoteTaken($"say {name}"));
                break;
            case ["cancel", var name]:
                CancelTimeout(name);
                break;
            case ["board", .. var steps]:
                foreach (var step in steps) await StepAsync(step, cancellationToken).ConfigureAwait(false);
                break;
            case ["forget"]:
                RemoveState();
                break;
            case ["end"]:
                Complete();
                break;
        }

        probe?.Invoke(text);
    }

    protected override bool Starts(object @event) => @event is NoteTaken { Text: "start" };

    private async ValueTask StepAsync(string step, CancellationToken cancellationToken)
    {
        switch (step[0])
        {
            case '+':
                await AppendAsync(BoardOf(Key), ExpectedVersion.Any, [new NoteTaken(step)], cancellationToken).ConfigureAwait(false);
                break;
            case '!':
                try
                {
                    await ExecuteOrCreateAsync<Board, string>(Key, board => board.Refuse(), cancellationToken).ConfigureAwait(false);
                }
                catch (NotSupportedException)
                {
                    // The process goes on otherwise.
                }

                break;
            default:
                await ExecuteOrCreateAsync<Board, string>(Key, board => board.Pin(step), cancellationToken).ConfigureAwait(false);
                break;
        }
    }
}
