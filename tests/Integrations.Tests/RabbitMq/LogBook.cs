using Haggle.Testing;
using Microsoft.Extensions.Logging;

namespace Haggle.Integrations.Tests.RabbitMq;

/// <summary>Keeps what is logged, with the text of exceptions.</summary>
internal sealed class LogBook : ILoggerProvider, ILogger
{
    public Received<string> Lines { get; } = new(10_000);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => Lines.Add($"{logLevel} {formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
