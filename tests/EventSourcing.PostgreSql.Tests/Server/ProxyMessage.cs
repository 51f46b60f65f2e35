namespace EventSourcing.PostgreSql.Tests;

/// <summary>A message of PostgreSQL's protocol on its way through a <see cref="CuttingProxy"/>.</summary>
/// <param name="Connection">Which connection, from 1, since the proxy began.</param>
/// <param name="ToServer">Whether the client has sent it; else the server.</param>
/// <param name="Type">Its type: 'P'arse, 'B'ind, 'E'xecute, 'S'ync …; 'T', 'D', 'C', 'Z' … from the server; <see cref="Startup"/> for the first of a connection.</param>
/// <param name="Number">Which one on its connection in its direction, from 1, since <see cref="CuttingProxy.Watch"/>.</param>
internal readonly record struct ProxyMessage(int Connection, bool ToServer, char Type, int Number)
{
    /// <summary>The type given to a connection's first message, which has none. A request to cancel is also such a one.</summary>
    public const char Startup = '^';

    public override string ToString() => $"{(ToServer ? "→" : "←")}{Number}{Type}";
}
