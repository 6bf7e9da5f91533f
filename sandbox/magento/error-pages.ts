const page = (title: string, main: string): string => `<!doctype html>
<html xmlns="http://www.w3.org/1999/xhtml" >
<head>
    <title>${title}</title>
    <meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
    <meta name="robots" content="*"/>
</head>
<body>
    <main class="page-main">
${main}
    </main>
</body>
</html>
`

/** Recording maintenance-mode-rest. */
export const maintenancePage = (): string =>
  page('Error 503: Service Unavailable', '<h1>Service Temporarily Unavailable</h1>')

/** Recordings accept-html-error, graphql-error-malformed-json. @param record a log record number, hexadecimal */
export const errorPage = (record: string): string =>
  page(
    'There has been an error processing your request',
    `<h1>There has been an error processing your request</h1>\n<p>Error log record number: ${record}</p>`,
  )
