using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>One connection through a <see cref="CuttingProxy"/>: passes messages on in both directions, each as a whole.</summary>
internal sealed class ProxyConnection(int number, Socket client, Func<ProxyMessage, ValueTask<ProxyAction>> decide)
{
    private readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private int _toServer;
    private int _toClient;
    private bool _cut;

    public Task Ended => _ended.Task;

    public void CountAgain()
    {
        Volatile.Write(ref _toServer, 0);
        Volatile.Write(ref _toClient, 0);
    }

    public async Task RunAsync(int serverPort, Func<bool> resets)
    {
        try
        {
            client.NoDelay = true;
            await _server.ConnectAsync(IPAddress.Loopback, serverPort);
            var answers = PumpAsync(_server, client, toServer: false, resets);
            await PumpAsync(client, _server, toServer: true, resets);
            await answers;
        }
        catch (SocketException)
        {
            // The server is down: the client sees its connection end.
        }
        finally
        {
            client.Dispose();
            _server.Dispose();
            _ended.SetResult();
        }
    }

    /// <summary>Takes the connection from the client; the server gets to the end of what was passed on.</summary>
    public void Cut(bool reset)
    {
        lock (_gate)
        {
            if (_cut) return;
            _cut = true;
            try
            {
                if (reset) client.Close(0);
                else client.Shutdown(SocketShutdown.Both);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It has gone by itself.
            }

            EndSending(_server);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool toServer, Func<bool> resets)
    {
        try
        {
            await using var input = new BufferedStream(new NetworkStream(from, ownsSocket: false), 64 * 1024);
            for (var first = toServer; await ReadAsync(input, typed: !first) is { } message; first = false)
            {
                // What the server says after a cut is read to its end: it must not be disturbed by a reset.
                if (_cut) continue;
                var count = toServer ? Interlocked.Increment(ref _toServer) : Interlocked.Increment(ref _toClient);
                var action = await decide(new ProxyMessage(number, toServer, first ? ProxyMessage.Startup : (char)message[0], count));
                var passed = action switch { ProxyAction.CutBefore => 0, ProxyAction.CutInside => message.Length / 2, _ => message.Length };
                if (passed > 0 && !_cut) await SendAsync(to, message.AsMemory(0, passed));
                if (action != ProxyAction.Forward) Cut(resets());
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // One side has gone: the other is told.
        }

        if (toServer) EndSending(_server);
        else Cut(reset: false);
    }

    private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[await to.SendAsync(bytes)..];
    }

    /// <summary>The next message with its head; <see langword="null"/> at the end.</summary>
    private static async Task<byte[]?> ReadAsync(Stream input, bool typed)
    {
        // The first message of a client is its length and its body; all others begin with a type.
        var before = typed ? 1 : 0;
        var head = new byte[before + 4];
        if (await input.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false) < head.Length) return null;
        var message = new byte[before + BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(before))];
        head.CopyTo(message, 0);
        return await input.ReadAtLeastAsync(message.AsMemory(head.Length), message.Length - head.Length, throwOnEndOfStream: false) < message.Length - head.Length ? null : message;
    }

    private static void EndSending(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It has gone by itself.
        }
    }
}
