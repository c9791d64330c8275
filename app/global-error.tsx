"use client";

/** The last net, when not even the layout could be drawn: no styles, no messages to rely on. */
export default function GlobalError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <h1>TrueLane cannot show this page</h1>
        <p>The fault is ours. Try again; if it stays, give the number below to your administrator.</p>
        <p lang="zh-CN">系统故障，请重试；若仍出现，请将编号告知管理员。</p>
        <p>{error.digest}</p>
        <button type="button" onClick={retry}>
          Try again 重试
        </button>
      </body>
    </html>
  );
}
