using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Haggle.Server.Hosting;

/// <summary>Lines as an existing system writes them, <c>LEVEL:category:message</c>, so that what reads its log can read ours. Source: contracts/messenger.md, A5.</summary>
internal sealed class PythonLogFormatter() : ConsoleFormatter(Style)
{
    public const string Style = "python";

    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write(LevelOf(entry.LogLevel, entry.EventId.Name));
        textWriter.Write(':');
        textWriter.Write(CategoryOf(entry.Category, entry.EventId.Name));
        textWriter.Write(':');
        textWriter.WriteLine(entry.Formatter(entry.State, entry.Exception));
        if (entry.Exception is { } exception)
            textWriter.WriteLine(exception);
    }

    /// <summary>Its broadcast line is INFO there; here it is said at Debug, because it comes with every message.</summary>
    private static string LevelOf(LogLevel level, string? name) => level switch
    {
        _ when name == "Broadcast" => "INFO",
        LogLevel.Trace or LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARNING",
        LogLevel.Error => "ERROR",
        _ => "CRITICAL",
    };

    private static string CategoryOf(string category, string? name) => name switch
    {
        "SocketConnected" or "SocketClosed" or "SocketRefused" => "app.api.ws",
        "Broadcast" or "Published" => "app.services.message",
        _ => category,
    };
}
