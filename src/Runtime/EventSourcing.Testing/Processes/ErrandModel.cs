using System.Globalization;

namespace EventSourcing.Testing.Processes;

/// <summary>What one errand should do, without a store.</summary>
internal sealed class ErrandModel(bool restarts)
{
    public List<string> Said { get; } = [];

    public string? Heard { get; private set; }

    public bool IsKnown { get; private set; }

    public bool IsActive { get; private set; }

    public int Ignored { get; private set; }

    /// <summary>When the timeouts that are set are due, and which setting it was.</summary>
    public Dictionary<string, (DateTimeOffset DueAt, object Setting)> Timeouts { get; } = [];

    public void Handle(string text, DateTimeOffset at)
    {
        if (!IsActive)
        {
            if ((!IsKnown || restarts) && text == "start")
            {
                (IsKnown, IsActive, Heard) = (true, true, null);
            }
            else
            {
                if (IsKnown) Ignored++;
                return;
            }
        }

        Heard ??= "";
        switch (text.Split(' '))
        {
            case ["say", var word]:
                Heard += $"{word};";
                Said.Add(word);
                break;
            case ["wait", var name, var seconds]:
                Timeouts[name] = (at.AddSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)), new object());
                break;
            case ["cancel", var name]:
                Timeouts.Remove(name);
                break;
            case ["forget"]:
                Heard = null;
                break;
            case ["end"]:
                IsActive = false;
                Timeouts.Clear();
                break;
        }
    }

    /// <summary>Handles the event of a timeout, unless it was cancelled or set anew since it elapsed.</summary>
    public void Handle(string name, DateTimeOffset at, object setting)
    {
        if (!Timeouts.TryGetValue(name, out var timeout) || !ReferenceEquals(timeout.Setting, setting)) return;
        Timeouts.Remove(name);
        Handle($"say {name}", at);
    }
}
