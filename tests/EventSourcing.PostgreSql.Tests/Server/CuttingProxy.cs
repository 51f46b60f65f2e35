using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>
/// Stands between a client and a PostgreSQL server, sees each message of the protocol, and cuts, delays or holds back connections where a test wants it.
/// A cut takes the client's connection away at once; the server still gets what was passed on, and sees the end of the connection after it.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<int, ProxyConnection> _open = [];
    private readonly ConcurrentQueue<ProxyMessage> _seen = [];
    private readonly CancellationTokenSource _end = new();
    private readonly PostgreSqlServer _server;
    private readonly Task _accepting;
    private Func<ProxyMessage, ValueTask<ProxyAction>> _rule = static _ => new(ProxyAction.Forward);
    private int _connections;
    private volatile bool _refusing;

    public CuttingProxy(PostgreSqlServer server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>How many connections were opened since the beginning.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>How many connections are open.</summary>
    public int Open => _open.Count;

    /// <summary>The messages since <see cref="Watch"/>, in the order in which they came by.</summary>
    public IReadOnlyList<ProxyMessage> Seen => [.. _seen];

    /// <summary>Whether the client sees its connection reset by a cut, else ended in an orderly way.</summary>
    public bool Resets { get; set; }

    /// <summary>Whether new connections are ended as soon as they are made, as by a server that is down.</summary>
    public bool Refuses
    {
        get => _refusing;
        set => _refusing = value;
    }

    /// <summary>How to connect to a database of the server through this proxy. Not encrypted: the proxy has to understand what goes by.</summary>
    public string ConnectionString(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={((IPEndPoint)_listener.LocalEndpoint).Port};Username=postgres;Database={database};SSL Mode=Disable;GSS Encryption Mode=Disable");

    /// <summary>Forgets what went by, counts from 1 again, and asks <paramref name="rule"/> about each message from now on, before it is passed on.</summary>
    public void Watch(Func<ProxyMessage, ValueTask<ProxyAction>>? rule = null)
    {
        foreach (var connection in _open.Values) connection.CountAgain();
        _seen.Clear();
        Volatile.Write(ref _rule, rule ?? (static _ => new(ProxyAction.Forward)));
    }

    /// <summary>As above, for a rule that decides at once.</summary>
    public void Watch(Func<ProxyMessage, ProxyAction> rule) => Watch(message => new ValueTask<ProxyAction>(rule(message)));

    /// <summary>Cuts all connections that are open.</summary>
    public void CutAll()
    {
        foreach (var connection in _open.Values) connection.Cut(Resets);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        CutAll();
        await Task.WhenAll(_open.Values.Select(c => c.Ended));
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync(_end.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            var number = Interlocked.Increment(ref _connections);
            if (_refusing)
            {
                client.Close(0);
                continue;
            }

            var connection = new ProxyConnection(number, client, DecideAsync);
            _open[number] = connection;
            _ = RunAsync(number, connection);
        }
    }

    private async Task RunAsync(int number, ProxyConnection connection)
    {
        await connection.RunAsync(_server.Port, () => Resets);
        _open.TryRemove(number, out _);
    }

    private ValueTask<ProxyAction> DecideAsync(ProxyMessage message)
    {
        _seen.Enqueue(message);
        return Volatile.Read(ref _rule)(message);
    }
}
