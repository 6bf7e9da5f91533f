// Tables whose rows people add and remove before they send the form. A number is used once: "row.itemMap.7.0".

export function startRows() {
  document.addEventListener('click', event => {
    if (!(event.target instanceof Element)) return
    const add = event.target.closest('[data-add-row]')
    if (add) addRow(add.closest('[data-rows]'))
    const remove = event.target.closest('[data-remove-row]')
    if (remove) removeRow(remove.closest('tr'))
  })
}

function addRow(box) {
  const number = Number(box.dataset.next)
  box.dataset.next = String(number + 1)
  const row = box.querySelector('template').content.firstElementChild.cloneNode(true)
  for (const field of row.querySelectorAll('[name]')) field.name = field.name.replace('.new.', `.${number}.`)
  box.querySelector('tbody').append(row)
  row.querySelector('input, select').focus()
}

/** The focus stays in the table: on the row that took its place, or on what adds one. */
function removeRow(row) {
  const box = row.closest('[data-rows]')
  const neighbour = row.nextElementSibling ?? row.previousElementSibling
  row.remove()
  ;(neighbour?.querySelector('[data-remove-row]') ?? box.querySelector('[data-add-row]')).focus()
}
